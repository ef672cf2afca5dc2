import type { CalendarBackend } from '@/lib/calendar/backend';
import { createAdministration } from '@/lib/calendar/backends/ews/administration';
import { ewsCapabilities } from '@/lib/calendar/backends/ews/capabilities';
import { createChangeFeed } from '@/lib/calendar/backends/ews/changes';
import { createEwsClient } from '@/lib/calendar/backends/ews/client';
import { createEventPlaces } from '@/lib/calendar/backends/ews/event-places';
import { createFreeBusyReading } from '@/lib/calendar/backends/ews/free-busy';
import { createItemWriter } from '@/lib/calendar/backends/ews/item-writer';
import { createListDates } from '@/lib/calendar/backends/ews/list-dates';
import type { EwsOptions } from '@/lib/calendar/backends/ews/options';
import { createEventReading } from '@/lib/calendar/backends/ews/read-events';
import { createRoomAnswers } from '@/lib/calendar/backends/ews/room-answers';
import { createEventWriting } from '@/lib/calendar/backends/ews/write-events';

/**
 * Rooms on Exchange on-premises, by Exchange Web Services. A meeting is its organiser's own, and the
 * room a resource that answers later; or, where that is chosen, it is written into the room's calendar.
 */
export function createEwsBackend({ options }: { readonly options: EwsOptions }): CalendarBackend {
  const capabilities = ewsCapabilities(options);
  const client = createEwsClient(options);
  const places = createEventPlaces(client);
  const listDates = createListDates(client);
  const answers = createRoomAnswers(places, listDates);
  const freeBusy = createFreeBusyReading(client, options.availabilityDays);
  const writer = createItemWriter(client);
  return {
    kind: 'ews',
    capabilities,
    ...freeBusy,
    ...createEventReading({ client, places, listDates, answers }),
    ...createEventWriting({ client, writer, places, capabilities, ...freeBusy }),
    ...createChangeFeed(client),
    admin: createAdministration(client),
    async close() {
      // Every exchange has a connection of its own, so nothing stays open.
    },
  };
}
