import type { HarnessMaker } from '@/tests/conformance/harness';
import { caldavMaker } from '@/tests/conformance/harnesses/caldav';
import { localMaker } from '@/tests/conformance/harnesses/local';
import { mockMaker } from '@/tests/conformance/harnesses/mock';

const makers: readonly HarnessMaker[] = [
  mockMaker('mock', {}),
  mockMaker('mock without a referee', { referee: 'app' }),
  mockMaker('mock whose rooms answer later', { roomAnswer: 'later' }),
  localMaker,
  caldavMaker,
];

/** All, or those of the backend that FOYER_TEST_BACKEND names. */
export function chosenMakers(): readonly HarnessMaker[] {
  const wanted = process.env.FOYER_TEST_BACKEND;
  if (wanted === undefined || wanted === '') return makers;
  return makers.filter(({ name }) => name.split(' ')[0] === wanted);
}
