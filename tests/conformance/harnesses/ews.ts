import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CalendarBackend, CallContext, RoomRef } from '@/lib/calendar/backend';
import { createEwsBackend } from '@/lib/calendar/backends/ews';
import { type EwsOptions, ewsOptions } from '@/lib/calendar/backends/ews/options';
import { instant } from '@/lib/core/time/instant';
import { dateOf, isoWeekday } from '@/lib/core/time/wall-time';
import type {
  Harness,
  HarnessMaker,
  OutsideEvent,
  OutsideSeries,
  PeopleRoads,
} from '@/tests/conformance/harness';
import { contracts, openSchema, type Schema } from '@/tests/contract/ews/schema';
import type { FaultKind } from '@/tests/simulators/ews/faults';
import type { CalendarItem, Switches } from '@/tests/simulators/ews/model';
import type { Recurrence } from '@/tests/simulators/ews/recurrence';
import { type EwsSimulator, startEwsSimulator } from '@/tests/simulators/ews/start-ews';
import { dateAt, plannedDates } from '@/tests/simulators/ews/store';

export interface EwsVariation {
  readonly name: string;
  /** IANA zone of the process; as it is unless said otherwise. */
  readonly processZone?: string;
  readonly switches?: Partial<Switches>;
  readonly options?: Partial<EwsOptions>;
}

const password = 'correct horse battery';

/** EWS on the simulator; its store is the other road. Rooms are held back from answering. */
export function ewsMaker(variation: EwsVariation): HarnessMaker {
  return { name: variation.name, missing: async () => null, start: () => startEws(variation) };
}

async function startEws({ name, processZone, switches, options }: EwsVariation): Promise<Harness> {
  const zoneBefore = process.env.TZ;
  if (processZone !== undefined) process.env.TZ = processZone;
  const schema = existsSync(path.join(contracts, 'validate')) ? openSchema() : null;
  const simulator = await startEwsSimulator(
    schema ? { problemOf: (message) => schema.problemOf(message) } : {},
  );
  simulator.attendant.hold();
  Object.assign(simulator.switches, switches);
  simulator.addMailbox({ email: 'service@example.org', password, mayImpersonate: true });
  simulator.addMailbox({ email: 'alice@example.org', name: 'Alice' });
  const { backend, isWriting } = watched(
    createEwsBackend({
      options: ewsOptions.parse({
        serverUrl: simulator.url,
        caCertificate: simulator.caCertificate,
        username: 'service@example.org',
        password,
        auth: 'basic',
        ...options,
      }),
    }),
  );
  const disturb = async (kind: FaultKind) => {
    const hits = (requestId: string | null, operation: string) =>
      !isWriting(requestId) || /^(Create|Update|Delete)Item$/.test(operation);
    const lift = simulator.faults.add({ kind, hits });
    return async () => lift();
  };
  return {
    name,
    server: 'simulator of Exchange Web Services',
    backend,
    makeRooms: async (count) => Array.from({ length: count }, () => makeRoom(simulator)),
    missingRoom: () => roomOf(`missing-${randomUUID()}@example.org`),
    peek: async (room) =>
      simulator.peek(addressOf(room)).map(({ uid, fields }) => ({
        uid,
        title: fields.subject,
        description: fields.body,
        visibility: fields.sensitivity === 'Private' ? 'private' : 'default',
        start: instant(fields.startMs),
        end: instant(fields.endMs),
      })),
    peekSeries: async (room) => {
      const [series] = simulator.peek(addressOf(room));
      return { keeps: 'dates', dates: series ? datesOf(series) : [] };
    },
    writeOutside: async (room, event) =>
      simulator.writeOutside(addressOf(room), toOutsideItem(event)),
    removeOutside: async (room, uid) => simulator.removeOutside(addressOf(room), uid),
    cutOff: async () => {
      simulator.refuse(true);
      return async () => simulator.refuse(false);
    },
    holdAnswers: () => disturb('hang-after'),
    dropAnswers: () => disturb('reset-after'),
    breakRoom: async (room) => {
      const mailbox = simulator.mailbox(addressOf(room));
      if (mailbox) mailbox.freeBusyError = 'ErrorFreeBusyGenerationFailed';
    },
    people: peopleOf(simulator),
    stop: async () => {
      await backend.close();
      await simulator.stop();
      if (schema) sayViolations(simulator, schema);
      if (processZone === undefined) return;
      if (zoneBefore === undefined) delete process.env.TZ;
      else process.env.TZ = zoneBefore;
    },
  };
}

function peopleOf(simulator: EwsSimulator): PeopleRoads {
  const newAddress = () => `person-${randomUUID()}@example.org`;
  return {
    make: async (count) =>
      Array.from({ length: count }, () => {
        const email = newAddress();
        simulator.addMailbox({ email });
        return email;
      }),
    missing: newAddress,
    writeOutside: async (email, event) => simulator.writeOutside(email, toOutsideItem(event)),
    breakCalendar: async (email) => {
      const mailbox = simulator.mailbox(email);
      if (mailbox) mailbox.freeBusyError = 'ErrorFreeBusyGenerationFailed';
    },
  };
}

/** Tells which requests belong to a write: of those only the write itself is disturbed. */
function watched(inner: CalendarBackend) {
  const writing = new Set<string>();
  const note = ({ requestId }: CallContext) => void writing.add(requestId);
  const backend: CalendarBackend = {
    ...inner,
    doCreate(draft, ctx) {
      note(ctx);
      return inner.doCreate(draft, ctx);
    },
    doUpdate(ref, change, scope, ctx) {
      note(ctx);
      return inner.doUpdate(ref, change, scope, ctx);
    },
    doCancel(ref, scope, ctx) {
      note(ctx);
      return inner.doCancel(ref, scope, ctx);
    },
  };
  const isWriting = (requestId: string | null) => requestId !== null && writing.has(requestId);
  return { backend, isWriting };
}

/** Every request was held to the schema when it came; here the answers are. */
function sayViolations({ exchanges }: EwsSimulator, schema: Schema): void {
  const problems = exchanges.flatMap(({ response }) => schema.problemOf(response) ?? []);
  schema.dispose();
  process.stdout.write(
    `${exchanges.length * 2} messages of EWS validated, ${problems.length} violations\n`,
  );
  if (problems.length > 0) throw new Error(`not by the schema: ${problems[0]}`);
}

function makeRoom(simulator: EwsSimulator): RoomRef {
  const email = `room-${randomUUID()}@example.org`;
  const keeps = { subject: true, body: true, privacy: true };
  simulator.addMailbox({ email, kind: 'room', keeps });
  return roomOf(email);
}

function roomOf(email: string): RoomRef {
  return { roomId: randomUUID(), address: { email } };
}

function addressOf({ address }: RoomRef): string {
  return address.email ?? '';
}

function toOutsideItem(event: OutsideEvent) {
  const isFree = event.kind === 'free' || event.kind === 'cancelled';
  const declined = event.roomAnswer === 'declined';
  return {
    uid: event.uid,
    startMs: event.start,
    endMs: event.end,
    subject: event.title ?? 'Outside',
    freeBusy: isFree || declined ? 'Free' : event.kind === 'tentative' ? 'Tentative' : 'Busy',
    sensitivity: event.visibility === 'private' ? 'Private' : 'Normal',
    isCancelled: event.kind === 'cancelled',
    myResponse: declined ? 'Decline' : event.roomAnswer === 'accepted' ? 'Accept' : 'Organizer',
    ...(event.series ? seriesOf(event, event.series) : {}),
  } as const;
}

/** The only rule that outside series here have: every week, so many times, in Paris. */
function seriesOf({ start }: OutsideEvent, series: OutsideSeries) {
  const [, count] = /^FREQ=WEEKLY;COUNT=(\d+)$/.exec(series.rrule) ?? [];
  if (count === undefined || series.timeZone !== 'Europe/Paris') throw new Error(series.rrule);
  const startDate = dateOf(start, series.timeZone);
  const recurrence: Recurrence = {
    pattern: {
      kind: 'WeeklyRecurrence',
      interval: 1,
      days: [isoWeekday(startDate)],
      firstDay: 1,
    },
    startDate,
    endDate: null,
    count: Number(count),
  };
  return {
    recurrence,
    zone: 'Romance Standard Time',
    deleted: series.exceptions,
    moved: series.moved.map(({ recurrenceId, start: startMs, end: endMs }) => ({
      originalStartMs: recurrenceId,
      startMs,
      endMs,
    })),
  };
}

function datesOf(item: CalendarItem) {
  return [...plannedDates(item)].flatMap(({ startMs }) => {
    const date = dateAt(item, startMs);
    if (!date) return [];
    const { fields } = date;
    return [
      {
        recurrenceId: instant(startMs),
        start: instant(fields.startMs),
        end: instant(fields.endMs),
      },
    ];
  });
}
