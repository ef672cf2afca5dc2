import type { HarnessMaker } from '@/tests/conformance/harness';
import { caldavMakers } from '@/tests/conformance/harnesses/caldav';
import { ewsMaker } from '@/tests/conformance/harnesses/ews';
import { graphMaker } from '@/tests/conformance/harnesses/graph';
import { localMaker } from '@/tests/conformance/harnesses/local';
import { mockMaker } from '@/tests/conformance/harnesses/mock';

const makers: readonly HarnessMaker[] = [
  mockMaker('mock', {}),
  mockMaker('mock without a referee', { referee: 'app' }),
  mockMaker('mock whose rooms answer later', { roomAnswer: 'later' }),
  localMaker,
  ...caldavMakers,
  ewsMaker({ name: 'ews' }),
  ewsMaker({ name: 'ews in the zone of New York', processZone: 'America/New_York' }),
  ewsMaker({ name: 'ews in the zone of Kolkata', processZone: 'Asia/Kolkata' }),
  ewsMaker({
    name: 'ews that tells no response and expands no series',
    switches: {
      resources: 'as-required',
      responses: 'never-filled',
      calendarView: 'masters-only',
      windowRefusal: 'fault',
    },
    options: { availabilityDays: 60 },
  }),
  ewsMaker({ name: 'ews written directly', options: { writeMode: 'direct' } }),
  graphMaker({
    name: 'graph by direct writes',
    writeMode: 'direct',
    policy: {},
  }),
  graphMaker({
    name: 'graph by invitation of rooms that wait',
    writeMode: 'invite',
    policy: { processing: 'update-only' },
  }),
  graphMaker({
    name: 'graph by invitation of rooms that answer',
    writeMode: 'invite',
    policy: { allowConflicts: true },
    roomsAnswer: 'accepted',
  }),
];

/** With every test run; the others take long and run when their backend is named. */
const always: ReadonlySet<string> = new Set([
  'mock',
  'mock without a referee',
  'mock whose rooms answer later',
  'local',
  'caldav on Radicale',
  'ews',
  'graph by invitation of rooms that answer',
]);

/** Those of the backend that FOYER_TEST_BACKEND names; without it one of each, and it is said which are left. */
export function chosenMakers(): readonly HarnessMaker[] {
  const wanted = process.env.FOYER_TEST_BACKEND;
  if (wanted !== undefined && wanted !== '') {
    return makers.filter(({ name }) => name.split(' ')[0] === wanted);
  }
  const left = makers.filter(({ name }) => !always.has(name)).map(({ name }) => name);
  process.stderr.write(
    `\nLeft to npm run test:conformance -- <backend>, as they take long: ${left.join('; ')}\n`,
  );
  return makers.filter(({ name }) => always.has(name));
}
