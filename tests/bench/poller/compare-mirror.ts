import { formatInstant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { getAvailability } from '@/lib/http/contract/availability';
import type { App } from '@/tests/support/app';

export interface MirrorView {
  readonly app: App;
  readonly token: string;
  readonly buildingId: string;
  readonly window: Interval;
}

/** Rooms that somebody looks at are read every few seconds. */
export async function lookAt(view: MirrorView): Promise<void> {
  await read(view, 'cached');
}

/** What the mirror shows of each room beside what its calendar says when it is asked live. */
export async function compareMirror(view: MirrorView) {
  const shown = await read(view, 'cached');
  const live = await read(view, 'live');
  const differences = [...live].flatMap(([roomId, said]) =>
    shown.get(roomId) === said ? [] : [`${roomId}: shown ${shown.get(roomId)}, live ${said}`],
  );
  const intervals = [...live.values()].join(' ').match(/\//g)?.length ?? 0;
  return { intervals, differences };
}

async function read(
  { app, token, buildingId, window }: MirrorView,
  fresh: 'cached' | 'live',
): Promise<ReadonlyMap<string, string>> {
  const query = new URLSearchParams({
    buildingId,
    start: formatInstant(window.start),
    end: formatInstant(window.end),
    fresh,
  });
  const response = await app.api(`/api/v1/availability?${query}`, { token });
  const { items } = getAvailability.answer.parse(await response.json());
  return new Map(
    items.map(({ roomId, status, busy }) => [
      roomId,
      `${status} ${busy.map(({ start, end }) => `${start}/${end}`).join(' ')}`,
    ]),
  );
}
