import type { CalendarFile, CalendarFileWriter } from '@/lib/calendar/calendar-file';
import type { Clock } from '@/lib/core/time/clock';
import type { Input } from '@/lib/http/server/handle';

export interface CalendarReplyDeps {
  readonly writeCalendarFile: CalendarFileWriter;
  readonly clock: Clock;
}

/** A calendar file, which browsers hand to the calendar of the device. */
export function replyWithCalendar(
  { writeCalendarFile, clock }: CalendarReplyDeps,
  file: CalendarFile,
  { requestId }: Pick<Input<unknown, unknown, unknown>, 'requestId'>,
): Response {
  return new Response(writeCalendarFile(file, clock.now()), {
    headers: {
      'cache-control': 'no-store',
      'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
      'content-disposition': 'inline; filename="foyer.ics"',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
    },
  });
}
