import type { TestAnswer } from '@/lib/http/contract/admin-connections';

type TestProblem = TestAnswer['problems'][number];

/** One line per kind of problem: twenty rooms that cannot be read for one reason are one problem. */
export function groupProblems(
  problems: readonly TestProblem[],
): readonly (TestProblem & { readonly count: number })[] {
  const codes = [...new Set(problems.map(({ code }) => code))];
  return codes.flatMap((wanted) => {
    const alike = problems.filter(({ code }) => code === wanted);
    const [first] = alike;
    return first ? [{ ...first, count: alike.length }] : [];
  });
}
