import type { CalendarBackend, PeopleFreeBusyQuery, PersonFreeBusy } from '@/lib/calendar/backend';
import { addMs, dayMs } from '@/lib/core/time/instant';
import { overlaps } from '@/lib/core/time/interval';
import type { Saboteur } from '@/tests/conformance/saboteurs/saboteur';

type Known = Extract<PersonFreeBusy, { known: true }>;

/** A backend whose answers of people are spoilt one by one. */
function spoiling(spoil: (answer: PersonFreeBusy, query: PeopleFreeBusyQuery) => PersonFreeBusy) {
  return (good: CalendarBackend): Partial<CalendarBackend> => ({
    doPeopleFreeBusy: async (query, ctx) =>
      (await good.doPeopleFreeBusy(query, ctx)).map((answer) => spoil(answer, query)),
  });
}

/** As above, of the busy times of people who are known. */
function spoilingBusy(spoil: (busy: Known['busy']) => Known['busy']) {
  return spoiling((answer) => (answer.known ? { ...answer, busy: spoil(answer.busy) } : answer));
}

const free = (email: string): PersonFreeBusy => ({ email, known: true, busy: [] });
const unknownIsFree = spoiling((answer) => (answer.known ? answer : free(answer.email)));

export const peopleSaboteurs: readonly Saboteur[] = [
  {
    name: 'where people are not told of, all of them are free',
    caughtBy: ['people are told of as far as is declared, else not at all'],
    sabotage: ({ capabilities }) => ({
      capabilities: { ...capabilities, peopleFreeBusy: null },
      doPeopleFreeBusy: async ({ emails }) => emails.map(free),
    }),
  },
  {
    name: 'people are answered in another order',
    caughtBy: ['people are answered each in the order asked'],
    onMockOnly: true,
    sabotage: (good) => ({
      doPeopleFreeBusy: ({ emails, ...query }, ctx) =>
        good.doPeopleFreeBusy({ ...query, emails: emails.toSorted() }, ctx),
    }),
  },
  {
    name: 'people without meetings are not known',
    caughtBy: ['somebody with an empty calendar is known to be free'],
    onMockOnly: true,
    sabotage: (good) => ({
      doPeopleFreeBusy: async (query, ctx) =>
        (await good.doPeopleFreeBusy(query, ctx)).filter(
          (answer) => !answer.known || answer.busy.length > 0,
        ),
    }),
  },
  {
    name: 'busy times of people reach out of the window',
    caughtBy: ['busy times of people are clipped, sorted and half-open'],
    onMockOnly: true,
    sabotage: (good) => ({
      async doPeopleFreeBusy({ window, ...query }, ctx) {
        const wide = { start: addMs(window.start, -dayMs), end: addMs(window.end, dayMs) };
        const answers = await good.doPeopleFreeBusy({ ...query, window: wide }, ctx);
        return answers.map((answer) =>
          answer.known
            ? { ...answer, busy: answer.busy.filter((piece) => overlaps(piece, window)) }
            : answer,
        );
      },
    }),
  },
  {
    name: 'a person’s tentative time is dropped',
    caughtBy: ['what a person has tentatively is told as tentative'],
    onMockOnly: true,
    sabotage: spoilingBusy((busy) => busy.filter(({ kind }) => kind === 'busy')),
  },
  {
    name: 'private meetings of people are left out, and free ones are not',
    caughtBy: ['what takes none of a person’s time does not make them busy'],
    onMockOnly: true,
    sabotage: (good) => ({
      async doPeopleFreeBusy({ room, emails, window }, ctx) {
        const known = await good.doPeopleFreeBusy({ room, emails, window }, ctx);
        const read = known.map(async ({ email }) => {
          const person = { roomId: email, address: { email } };
          const query = { room: person, window, cursor: null };
          const { events } = await good.doListEvents(query, ctx);
          const busy = events
            .filter(({ visibility }) => visibility === 'default')
            .map(({ start, end }) => ({ start, end, kind: 'busy' as const }));
          return { email, known: true as const, busy };
        });
        return Promise.all(read);
      },
    }),
  },
  {
    name: 'people’s meetings come with their names',
    caughtBy: ['of people nothing is told but times'],
    onMockOnly: true,
    sabotage: spoilingBusy((busy) =>
      busy.map((piece) => ({ ...piece, title: 'Project Nightjar' })),
    ),
  },
  {
    name: 'people who are not known are free',
    caughtBy: [
      'an address that nobody has is unknown, and the others are answered',
      'a person who cannot be read is unknown, and the others are answered',
      'on a server that is down every person is unknown, none is free',
      'people of whom no answer comes are unknown, or it ends as timeout',
    ],
    onMockOnly: true,
    sabotage: unknownIsFree,
  },
  {
    name: 'fewer people are answered than declared',
    caughtBy: ['as many people, and as long a window, as declared are answered in one call'],
    onMockOnly: true,
    sabotage: (good) => ({
      doPeopleFreeBusy: ({ emails, ...query }, ctx) =>
        good.doPeopleFreeBusy({ ...query, emails: emails.slice(0, 3) }, ctx),
    }),
  },
];
