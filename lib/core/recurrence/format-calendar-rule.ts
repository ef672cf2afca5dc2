import { formatRule } from '@/lib/core/recurrence/format-rule';
import { lastDate } from '@/lib/core/recurrence/last-date';
import type { RecurrenceRule } from '@/lib/core/recurrence/recurrence-rule';
import type { Instant } from '@/lib/core/time/instant';
import { toInstant, toWallTime } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';

/**
 * The RRULE to be written beside a DTSTART with a zone: RFC 5545 section 3.3.10 then wants UNTIL in
 * UTC. It names the very start of the last possible date, so that readers who count by date and
 * readers who count by instant agree, on days that begin or end oddly too.
 */
export function formatCalendarRule(rule: RecurrenceRule, start: Instant, timeZone: ZoneId): string {
  const date = lastDate(rule.end, start, timeZone);
  if (date === null) return formatRule(rule);
  const at = toInstant({ ...toWallTime(start, timeZone), ...date }, timeZone);
  return formatRule({ ...rule, end: { kind: 'instant', at } });
}
