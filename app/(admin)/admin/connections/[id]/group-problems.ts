import { groupBy } from '@/lib/core/group-by';
import type { TestAnswer } from '@/lib/http/contract/admin-connections';

type TestProblem = TestAnswer['problems'][number];

/** What is wrong alike, with the names of the rooms that it is wrong with. */
export interface ProblemGroup extends Pick<TestProblem, 'step' | 'code' | 'message'> {
  readonly roomNames: readonly string[];
}

/** One line per kind of problem: twenty rooms that cannot be read for one reason are one problem. */
export function groupProblems(problems: readonly TestProblem[]): readonly ProblemGroup[] {
  const groups = groupBy(problems, ({ step, code }) => `${step} ${code}`);
  return [...groups.values()].flatMap((alike) => {
    const [first] = alike;
    if (!first) return [];
    const { step, code, message } = first;
    return [{ step, code, message, roomNames: alike.flatMap(({ room }) => room?.name ?? []) }];
  });
}
