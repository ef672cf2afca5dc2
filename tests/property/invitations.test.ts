import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import type { Booking } from '@/lib/core/bookings/booking';
import { type Meeting, toMeetings } from '@/lib/core/invitations/meeting';
import { planMail } from '@/lib/core/invitations/plan-mail';
import { type ToldMeeting, toToldMeeting } from '@/lib/core/invitations/told-meeting';
import { addMs, hourMs, instant, minuteMs } from '@/lib/core/time/instant';
import { toItip } from '@/lib/mail/to-itip';
import { bob, bookingOf, eve, monday, rooms, seriesIn } from '@/tests/support/told-booking';

/** What may be with one Monday of a series: whether it is, who is asked to it, when, what for, where. */
const anyDate = fc.record({
  stands: fc.boolean(),
  attendees: fc.constantFrom(null, [{ email: bob }], [{ email: eve }]),
  movedMinutes: fc.constantFrom(0, 0, 30, -90),
  title: fc.constantFrom(null, 'Retrospective'),
  isElsewhere: fc.boolean(),
});

const anyBooking = fc.record({
  dates: fc.array(anyDate, { minLength: 4, maxLength: 4 }),
  attendees: fc.constantFrom([{ email: bob }], [{ email: eve }]),
  title: fc.constantFrom('Planning', 'Plans'),
});
type AnyBooking = typeof anyBooking extends fc.Arbitrary<infer T> ? T : never;

/** Mostly one date is another from one state to the next, now and then everything. */
const anyHistory = fc
  .tuple(
    anyBooking,
    fc.array(fc.oneof({ weight: 4, arbitrary: fc.tuple(fc.nat(3), anyDate) }, anyBooking), {
      maxLength: 8,
    }),
  )
  .map(([first, changes]) => {
    const states: AnyBooking[] = [first];
    for (const change of changes) {
      const last = states.at(-1) ?? first;
      if (!Array.isArray(change)) states.push(change);
      else states.push({ ...last, dates: last.dates.with(change[0], change[1]) });
    }
    return states;
  });

function toBooking({ dates, attendees, title }: AnyBooking): Booking | null {
  const standing = dates.flatMap((date, index) => (date.stands ? [{ ...date, index }] : []));
  if (standing.length === 0) return null;
  const rows = standing.map(
    ({ index, movedMinutes, attendees: own, title: words, isElsewhere }) => {
      const start = addMs(monday(index), movedMinutes * minuteMs);
      const content = { ...(own ? { attendees: own } : {}), ...(words ? { title: words } : {}) };
      const isOwn = Object.keys(content).length > 0;
      const end = addMs(start, hourMs);
      return {
        recurrenceId: monday(index),
        start,
        end,
        content: isOwn ? content : null,
        isElsewhere,
      };
    },
  );
  const mayLeave = rows.some(({ isElsewhere }) => !isElsewhere);
  const inSeries = rows.filter(({ isElsewhere }) => !(mayLeave && isElsewhere));
  const apart = rows.filter((row) => !inSeries.includes(row));
  const booking = bookingOf(
    [
      { ...seriesIn('foyer-b', ['bora']), dates: inSeries },
      ...apart.map((row, at) => ({ uid: `foyer-b-${at + 1}`, roomIds: ['mistral'], dates: [row] })),
    ],
    attendees,
  );
  return { ...booking, title };
}

/** A calendar program, as far as iTIP makes one: it keeps dates, and takes what is newer. */
class Mailbox {
  readonly dates = new Map<number, string>();
  #sequence = -1;

  receive(text: string): void {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const isRequest = calendar.getFirstPropertyValue('method') === 'REQUEST';
    const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
    for (const event of events) expect(event.sequence).toBeGreaterThan(this.#sequence);
    this.#sequence = Math.max(...events.map(({ sequence }) => sequence));
    const whole = events.find((event) => event.recurrenceId === null);
    if (whole) this.dates.clear();
    if (whole && isRequest) this.#takeSeries(whole);
    for (const event of events) {
      if (event === whole) continue;
      const at = event.recurrenceId.toJSDate().getTime();
      if (isRequest) this.dates.set(at, describe(event.component, event.startDate));
      else this.dates.delete(at);
    }
  }

  #takeSeries(event: ICAL.Event): void {
    const iterator = event.iterator();
    for (let time = iterator.next(); time; time = iterator.next()) {
      this.dates.set(time.toJSDate().getTime(), describe(event.component, time));
    }
  }
}

function describe(component: ICAL.Component, start: ICAL.Time): string {
  const text = (name: string) => String(component.getFirstPropertyValue(name));
  return `${start.toJSDate().toISOString()} ${text('summary')} ${text('location')}`;
}

function expectedOf(meeting: Meeting | null): ReadonlyMap<number, string> {
  const asked = meeting?.dates.filter(({ attendees }) =>
    attendees.some((each) => each.email === bob),
  );
  return new Map(
    asked?.map(({ recurrenceId, start, title, places }) => {
      const where = places.map(({ name }) => name).join('; ');
      return [recurrenceId, `${new Date(start).toISOString()} ${title} ${where}`];
    }),
  );
}

it('whoever takes all mails to a person, one after the other, has what stands', () => {
  const now = instant(Date.UTC(2026, 11, 1));
  fc.assert(
    fc.property(anyHistory, (states) => {
      const mailbox = new Mailbox();
      let told: ToldMeeting | null = null;
      let sequence = 0;
      for (const state of states) {
        const booking = toBooking(state);
        const [meeting = null] = booking ? toMeetings(booking, rooms) : [];
        for (let round = 0; ; round += 1) {
          const wanted = meeting && toToldMeeting(meeting, bob);
          const planned = planMail(told, wanted, meeting, now);
          if (!planned) break;
          expect(round).toBeLessThan(3);
          const about = planned.says ?? told;
          if (!about) throw new Error('a mail about nothing');
          const text = toItip(
            {
              id: `${sequence}`,
              receiver: { email: bob, name: null, languages: [] },
              organizer: { email: 'alice@example.org', name: 'Alice' },
              timeZone: bookingOf([]).timeZone,
              uid: 'foyer-b',
              sequence,
              at: now,
              planned,
              meeting: about,
              before: told,
              goesOn: meeting !== null,
              people: { whole: [], dates: new Map() },
            },
            'rooms@example.org',
          );
          mailbox.receive(text);
          told = planned.says;
          sequence += 1;
        }
        expect(Object.fromEntries(mailbox.dates)).toEqual(Object.fromEntries(expectedOf(meeting)));
      }
    }),
    { numRuns: 100 },
  );
});
