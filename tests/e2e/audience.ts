import type { Page } from 'playwright';
import type { PageState } from '@/tests/e2e/page-states/page-state';
import { pageIsAlive } from '@/tests/e2e/pages';
import type { Scene } from '@/tests/e2e/scene';
import { openVisitor, type Visitor, type VisitorOptions } from '@/tests/support/visitor';

/** Opens page states, each in a window of its own, for whomever they are meant. */
export interface Audience {
  see(state: PageState, look: (page: Page) => Promise<void>): Promise<void>;
  readonly troubles: readonly string[];
  close(): Promise<void>;
}

const people = { newcomer: 'newcomer', admin: 'ada', alice: 'Alice Martin' } as const;
const roles = { newcomer: 'employee', admin: 'admin' } as const;
type Who = 'nobody' | keyof typeof people;

export function gatherAudience(scene: Scene, options: VisitorOptions): Audience {
  const { stage } = scene;
  const visitors = new Map<string, Promise<Visitor>>();
  const enter = async (who: Who) => {
    if (who === 'nobody') return openVisitor(stage.browser, stage.app.url, options);
    const role = who === 'alice' ? {} : { role: roles[who] };
    return stage.enter(people[who], { ...options, ...role });
  };
  const visitorFor = (who: Who) => {
    const visitor = visitors.get(who) ?? enter(who);
    visitors.set(who, visitor);
    return visitor;
  };
  const troubles: string[] = [];
  return {
    troubles,
    see: async (state, look) => {
      const visitor = await visitorFor(state.as ?? 'alice');
      const page = await visitor.context.newPage();
      await state.open(page, scene);
      await pageIsAlive(page);
      await look(page);
      await page.close();
      troubles.push(...visitor.troubles.map((trouble) => `${state.name}: ${trouble}`));
    },
    close: async () => {
      for (const visitor of visitors.values()) await (await visitor).close();
    },
  };
}
