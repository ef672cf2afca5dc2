import type { CallContext, EventDraft, RoomRef } from '@/lib/calendar/backend';
import { createCaldavBackend } from '@/lib/calendar/backends/caldav';
import { type CaldavOptionsInput, caldavOptions } from '@/lib/calendar/backends/caldav/options';
import { type BackendError, isBackendError } from '@/lib/calendar/errors';
import { type Instant, instant, parseInstant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';

export function connect(options: CaldavOptionsInput) {
  return createCaldavBackend({
    options: caldavOptions.parse(options),
    clock: { now: () => instant(Date.now()) },
  });
}

export function callWithin(timeoutMs = 20_000): CallContext {
  return { signal: AbortSignal.timeout(timeoutMs), requestId: 'test' };
}

export function at(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`not an instant: ${text}`);
  return parsed;
}

export function between(start: string, end: string): Interval {
  return { start: at(start), end: at(end) };
}

export function roomAt(calendarUrl: string, roomId = 'room', email?: string): RoomRef {
  return { roomId, address: { calendarUrl, ...(email === undefined ? {} : { email }) } };
}

export function draftFor(room: RoomRef, more: Partial<EventDraft> = {}): EventDraft {
  return {
    uid: 'booking-1@foyer',
    rooms: [room],
    start: at('2026-12-01T09:00:00Z'),
    end: at('2026-12-01T10:00:00Z'),
    timeZone: zoneId('Europe/Paris'),
    title: 'Steering; group, “très” 🚀\nsecond line',
    organizer: { email: 'alice@example.org', name: 'Alice: "A", Example' },
    attendees: [
      { email: 'bob@example.org', name: 'Bob' },
      { email: 'eve@example.org', optional: true },
    ],
    visibility: 'default',
    ...more,
  };
}

/** The error that a call fails with; fails itself when the call does not. */
export async function errorOf(call: Promise<unknown>): Promise<BackendError> {
  try {
    await call;
  } catch (error) {
    if (isBackendError(error)) return error;
    throw error;
  }
  throw new Error('the call did not fail');
}

/** One VEVENT inside a VCALENDAR; `lines` beyond UID and DTSTAMP. */
export function vevent(uid: string, ...lines: readonly string[]): string {
  return ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'].join(
    '\r\n',
  );
}

export function vcalendar(...components: readonly string[]): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    ...components,
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}
