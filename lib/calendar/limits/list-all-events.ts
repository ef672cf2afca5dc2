import type { CalendarBackend, CalendarEvent, EventPage, RoomRef } from '@/lib/calendar/backend';
import { BackendError } from '@/lib/calendar/errors';
import type { CallPlan } from '@/lib/calendar/limits/call-plan';
import { checkEvent } from '@/lib/calendar/limits/check-event';
import { byStart, type Interval, overlaps } from '@/lib/core/time/interval';

const mostPages = 1_000;

/** How one page is asked for, retries and limits included. */
export type CallPage = (
  plan: Pick<CallPlan<EventPage>, 'method' | 'write' | 'repeatable' | 'send' | 'failuresIn'>,
) => Promise<EventPage>;

/**
 * Every event of the room that overlaps the window, sorted by start.
 * @throws BackendError when any page fails, and `bad-response` when the pages never end.
 */
export async function listAllEvents(
  room: RoomRef,
  window: Interval,
  callPage: CallPage,
): Promise<readonly CalendarEvent[]> {
  const events: CalendarEvent[] = [];
  const seen = new Set<string>();
  for (let cursor: string | null = null; ; ) {
    const page = await callPage(planPage(room, window, cursor));
    events.push(...page.events.filter((event) => overlaps(event, window)));
    cursor = page.nextCursor;
    if (cursor === null) return events.sort(byStart);
    if (seen.has(cursor) || seen.size + 1 >= mostPages) {
      throw new BackendError('bad-response', 'pages of events that do not come to an end');
    }
    seen.add(cursor);
  }
}

function planPage(room: RoomRef, window: Interval, cursor: string | null) {
  return {
    method: 'doListEvents' as const,
    write: false,
    repeatable: () => true,
    send: async (backend: CalendarBackend, context: Parameters<CallPlan<EventPage>['send']>[1]) =>
      checkPage(await backend.doListEvents({ room, window, cursor }, context)),
    failuresIn: ({ impaired }: EventPage) => (impaired ? [impaired] : []),
  };
}

function checkPage(page: EventPage): EventPage {
  const cursorIsOne = page?.nextCursor === null || typeof page?.nextCursor === 'string';
  if (!cursorIsOne || !Array.isArray(page.events)) {
    throw new BackendError('bad-response', 'a malformed page of events');
  }
  for (const event of page.events) checkEvent(event);
  return page;
}
