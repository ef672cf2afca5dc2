import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Calendar } from '@/lib/calendar/calendar';
import { isBackendError } from '@/lib/calendar/errors';
import type { BookingStore } from '@/lib/db/ports';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { changeBooking } from '@/lib/services/change-booking';
import { findFaults } from '@/tests/integration/booking/support/check-books';
import { storeOf } from '@/tests/integration/booking/support/crash';
import {
  book,
  type Installation,
  recover,
  tomorrow,
} from '@/tests/integration/booking/support/installation';
import {
  type Change,
  meet,
  openRivals,
  type Rivals,
} from '@/tests/integration/booking/support/rivals';
import { everyOrder } from '@/tests/integration/booking/support/turns';
import {
  type Scene,
  withInstallation,
} from '@/tests/integration/booking/support/with-installation';

/** What is wrong after a proof; empty for a service that keeps its word. */
type Proof = (change: Change) => Promise<readonly string[]>;

const room = { roomId: 'room-1', address: {} };
let rivals: Rivals;

beforeAll(async () => {
  rivals = await openRivals();
});
afterAll(() => rivals.stop());

async function tell(booking: Promise<{ readonly status: string }>): Promise<string> {
  return booking.then(
    ({ status }) => status,
    (error: Error & { readonly code?: string }) => error.code ?? error.message,
  );
}

function move({ deps, people }: Installation, bookingId: string, change: Partial<BookingDeps>) {
  const call = { person: people.alice, signal: AbortSignal.timeout(60_000), requestId: 'r' };
  const command = { bookingId, revision: null, ...tomorrow(12) };
  return tell(changeBooking({ ...deps, ...change }, command, call));
}

function inScene(work: (scene: Scene, change: Partial<BookingDeps>) => Promise<readonly string[]>) {
  return (change: Change) => withInstallation((scene) => work(scene, change(scene.foyer.deps)));
}

function unless(holds: boolean, words: string): readonly string[] {
  return holds ? [] : [words];
}

const outsiderWins: Proof = inScene(async ({ foyer, mock }, change) => {
  mock.controls.once('doCreate', 'after', () => {
    mock.controls.writeOutside([room], tomorrow());
  });
  const end = await tell(book(foyer, {}, change));
  await recover(foyer, change);
  const faults = await findFaults([foyer], mock.controls);
  return [...unless(end === 'conflict', `an outsider's slot was ${end}`), ...faults];
});

const outsiderIsFirst: Proof = inScene(async ({ foyer, mock }, change) => {
  mock.controls.writeOutside([room], tomorrow());
  const end = await tell(book(foyer, {}, change));
  const wrote = mock.controls.calls('doCreate');
  return unless(end === 'conflict' && wrote === 0, `a busy slot was ${end} after ${wrote} writes`);
});

const unknownRefuses: Proof = inScene(async ({ foyer, mock }, change) => {
  mock.controls.fault({ method: 'doFreeBusy', error: 'forbidden' });
  const end = await tell(book(foyer, {}, change));
  return unless(end === 'availability-unknown', `an unknown room was ${end}`);
});

const unreadableIsNotConfirmed: Proof = inScene(async ({ foyer, mock }, change) => {
  mock.controls.once('doCreate', 'after', () => {
    mock.controls.writeOutside([room], tomorrow());
  });
  const lift = mock.controls.fault({ method: 'doListEvents', error: 'bad-response' });
  const end = await tell(book(foyer, {}, change));
  lift();
  return unless(end === 'pending', `a booking that was never read back was ${end}`);
});

const failedWriteIsNothing: Proof = inScene(async ({ foyer, mock }, change) => {
  mock.controls.fault({ method: 'doCreate', error: 'forbidden' });
  await tell(book(foyer, {}, change));
  await recover(foyer, change);
  return findFaults([foyer], mock.controls);
});

const withdrawalIsFinished: Proof = inScene(async ({ foyer, mock }, change) => {
  mock.controls.once('doCreate', 'after', () => {
    mock.controls.writeOutside([room], tomorrow());
  });
  const lift = mock.controls.fault({ method: 'doCancel', error: 'bad-response' });
  await tell(book(foyer, {}, change));
  lift();
  await recover(foyer, change);
  return findFaults([foyer], mock.controls);
});

const lostAnswerIsOneEvent: Proof = inScene(async ({ foyer, mock }, change) => {
  const lift = mock.controls.fault({ method: 'doCreate', error: 'timeout', when: 'after' });
  const blind = mock.controls.fault({ method: 'doFindByUid', error: 'bad-response' });
  await tell(book(foyer, {}, change));
  lift();
  blind();
  await recover(foyer, change);
  const again = await tell(book(foyer, {}, change));
  const faults = await findFaults([foyer], mock.controls);
  return [...faults, ...unless(again === 'conflict', `the slot was given again: ${again}`)];
});

let nextHour = 0;
const rivalsNeverBoth: Proof = async (change) => {
  for (const order of everyOrder(7)) {
    nextHour += 2;
    const { confirmed, ends } = await meet(rivals, order, nextHour, change);
    if (confirmed > 1) return [`${order.join('')}: ${ends.join(' and ')}`];
  }
  return [];
};

/** While a booking moves, nobody gets its old slot, nor its new one. */
const moveHoldsBoth: Proof = inScene(async ({ foyer, mock }, change) => {
  const booking = await book(foyer, {}, change);
  const ends: string[] = [];
  mock.controls.once('doCreate', 'before', async () => {
    const wishes = [tomorrow(), tomorrow(12)];
    for (const wish of wishes)
      ends.push(await tell(book(foyer, { ...wish, person: foyer.people.bob })));
  });
  await move(foyer, booking.id, change);
  return unless(
    ends.every((end) => end === 'conflict'),
    `slots of a move were ${ends.join()}`,
  );
});

const failedMoveKeepsTheOld: Proof = inScene(async ({ foyer, mock }, change) => {
  const booking = await book(foyer, {}, change);
  mock.controls.once('doFreeBusy', 'after', () => {
    mock.controls.writeOutside([room], tomorrow(12));
  });
  // Somebody who waits for the old slot in the calendar itself takes it as soon as it is free.
  mock.controls.once('doUpdate', 'after', () => {
    mock.controls.writeOutside([room], tomorrow());
  });
  const end = await move(foyer, booking.id, change);
  await recover(foyer, change);
  const events = mock.controls.peek().filter(({ uid }) => uid.startsWith('foyer-'));
  const starts = events.map(({ dates }) => dates[0]?.start);
  return [
    ...unless(end === 'conflict', `a move to a taken slot was ${end}`),
    ...unless(starts.join() === String(tomorrow().start), `it stands at ${starts.join()}`),
    ...unless(mock.controls.peek().length === 2, 'the old slot was given up in between'),
  ];
});

const proofs = {
  outsiderWins,
  outsiderIsFirst,
  unknownRefuses,
  unreadableIsNotConfirmed,
  failedWriteIsNothing,
  withdrawalIsFinished,
  lostAnswerIsOneEvent,
  rivalsNeverBoth,
  moveHoldsBoth,
  failedMoveKeepsTheOld,
};

interface Saboteur {
  readonly name: string;
  readonly caughtBy: keyof typeof proofs;
  readonly change: Change;
}

const onCalendar =
  (sabotage: (calendar: Calendar) => Partial<Calendar>): Change =>
  ({ calendar }) => ({ calendar: { ...calendar, ...sabotage(calendar) } });

const onStore =
  (sabotage: (store: BookingStore) => Partial<BookingStore>): Change =>
  ({ bookings }) => ({ bookings: { ...storeOf(bookings), ...sabotage(bookings) } });

type Events = Awaited<ReturnType<Calendar['listEvents']>>;

/** Only what a filter leaves of a read-back. */
const readBackOf = (keep: (events: Events) => Events) =>
  onCalendar(({ listEvents }) => ({
    listEvents: async (...args) => keep(await listEvents(...args)),
  }));

const isFoyers = (uid: string) => uid.startsWith('foyer-');

/** The last event that was written through each calendar, as if it had been read back alone. */
function rememberWrites(calendar: Calendar) {
  let written: Events = [];
  const create: Calendar['create'] = async (rooms, draft, options) => {
    const ref = await calendar.create(rooms, draft, options);
    const event = await calendar.findByUid(rooms[0] ?? neverRoom(), draft.uid, options);
    written = event ? [event] : [];
    return ref;
  };
  return { create, written: () => written };
}

function neverRoom(): never {
  throw new Error('a booking has a room');
}

const saboteurs: readonly Saboteur[] = [
  {
    name: 'skips the read-back',
    caughtBy: 'outsiderWins',
    change: readBackOf((events) => events.filter(({ ref }) => isFoyers(ref.uid))),
  },
  {
    name: 'skips the live check',
    caughtBy: 'outsiderIsFirst',
    change: onCalendar(() => ({
      freeBusy: async (rooms) =>
        new Map(rooms.map(({ id }) => [id, { roomId: id, known: true, busy: [] }])),
    })),
  },
  {
    name: 'takes unknown for free',
    caughtBy: 'unknownRefuses',
    change: onCalendar(({ freeBusy }) => ({
      freeBusy: async (...args) => {
        const answers = [...(await freeBusy(...args)).entries()];
        return new Map(
          answers.map(([roomId, answer]) => [
            roomId,
            answer.known ? answer : { roomId, known: true, busy: [] },
          ]),
        );
      },
    })),
  },
  {
    name: 'takes a failed read for an empty one',
    caughtBy: 'unreadableIsNotConfirmed',
    change: onCalendar((calendar) => {
      const { create, written } = rememberWrites(calendar);
      return {
        create,
        listEvents: (...args) => calendar.listEvents(...args).catch(() => written()),
      };
    }),
  },
  {
    name: 'confirms on a read made before the write',
    caughtBy: 'rivalsNeverBoth',
    change: onCalendar((calendar) => {
      const { create, written } = rememberWrites(calendar);
      return { create, listEvents: async () => written() };
    }),
  },
  {
    name: 'lets rank decide who confirms',
    caughtBy: 'rivalsNeverBoth',
    change: readBackOf((events) => {
      const least = events
        .map(({ ref }) => ref.uid)
        .filter(isFoyers)
        .sort()[0];
      return events.filter(({ ref }) => !isFoyers(ref.uid) || ref.uid === least);
    }),
  },
  {
    name: 'confirms before it writes',
    caughtBy: 'failedWriteIsNothing',
    change: onStore(({ hold, settle }) => ({
      hold: async (booking) => {
        const result = await hold(booking);
        if (result.outcome !== 'held') return result;
        const step = { status: 'confirmed', reason: null, dueAt: null, actor: 'foyer' } as const;
        const confirmed = await settle(result.booking, step);
        return confirmed ? { outcome: 'held', booking: confirmed } : result;
      },
    })),
  },
  {
    name: 'gives the slot back before the event is withdrawn',
    caughtBy: 'withdrawalIsFinished',
    change: onCalendar(({ cancel }) => ({
      cancel: async (...args) => {
        void cancel(...args).catch(isBackendError);
      },
    })),
  },
  {
    name: 'moves without holding the new slot',
    caughtBy: 'moveHoldsBoth',
    change: onStore(({ beginChange }) => ({
      beginChange: (booking, wish) => beginChange(booking, { ...wish, arrivingDates: [] }),
    })),
  },
  {
    name: 'gives the old slot up before the new one is held',
    caughtBy: 'failedMoveKeepsTheOld',
    change: onCalendar(({ create, cancel, findByUid }) => ({
      create: async (rooms, draft, options) => {
        const room = rooms[0] ?? neverRoom();
        const old = await findByUid(room, draft.uid.replace(/-move\d+$/, ''), options);
        if (old) await cancel(room, old.ref, 'all', options);
        return create(rooms, draft, options);
      },
    })),
  },
  {
    name: 'moves the event before the new slot is seen to be ours',
    caughtBy: 'failedMoveKeepsTheOld',
    change: onStore(({ beginChange }) => ({
      beginChange: (booking, wish) =>
        beginChange(booking, {
          ...wish,
          change: {
            ...wish.change,
            steps: wish.change.steps.filter(({ kind }) => kind === 'update'),
          },
        }),
    })),
  },
  {
    name: 'gives a hold back although the write may have been applied',
    caughtBy: 'lostAnswerIsOneEvent',
    change: onStore(({ settle, release }) => ({
      settle: async (booking, settlement) => {
        if (settlement.reason !== 'outcome-unknown') return settle(booking, settlement);
        await release(booking);
        return { ...booking, status: 'failed' };
      },
    })),
  },
];

describe('the proofs of booking', () => {
  it.each(Object.entries(proofs))('%s: the service keeps its word', async (_name, proof) => {
    expect(await proof(() => ({}))).toEqual([]);
  });

  it.each(saboteurs)('catch one that $name', async ({ caughtBy, change }) => {
    expect(await proofs[caughtBy](change)).not.toEqual([]);
  });
});
