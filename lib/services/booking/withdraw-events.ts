import type { EventRef } from '@/lib/calendar/backend';
import type { CallOptions } from '@/lib/calendar/calendar';
import { asBackendError } from '@/lib/services/booking/as-backend-error';
import type { BookingDeps } from '@/lib/services/booking/booking-deps';
import { eventRef, type PlacedEvent } from '@/lib/services/booking/room-event';

/**
 * Takes events out of their calendars, looking for those by uid whose names are not known. True only
 * when none of them is left; false leaves it to reconciliation.
 */
export async function withdrawEvents(
  deps: BookingDeps,
  placed: readonly PlacedEvent[],
  options: CallOptions,
): Promise<boolean> {
  const withdrawn = await Promise.all(placed.map((each) => withdraw(deps, each, options)));
  return withdrawn.every(Boolean);
}

async function withdraw(
  deps: BookingDeps,
  placed: PlacedEvent,
  options: CallOptions,
): Promise<boolean> {
  try {
    const ref = eventRef(placed) ?? (await lookUp(deps, placed, options));
    if (!ref) return true;
    await cancelCurrent(deps, placed, ref, options);
    return true;
  } catch (thrown) {
    const { code } = asBackendError(thrown);
    if (code === 'event-not-found') return isGone(deps, placed, options);
    deps.log.warn({ uid: placed.event.uid, code }, 'an event was not withdrawn');
    return false;
  }
}

/** Whatever stands between us and a calendar may say "not found" in its stead. */
async function isGone(
  deps: BookingDeps,
  placed: PlacedEvent,
  options: CallOptions,
): Promise<boolean> {
  try {
    return (await lookUp(deps, placed, options)) === null;
  } catch (thrown) {
    const { code } = asBackendError(thrown);
    deps.log.warn({ uid: placed.event.uid, code }, 'an event may not be withdrawn');
    return false;
  }
}

/** A version that is out of date is no reason to leave our own event behind: read it and go on. */
async function cancelCurrent(
  deps: BookingDeps,
  placed: PlacedEvent,
  ref: EventRef,
  options: CallOptions,
): Promise<void> {
  const [room] = placed.rooms;
  try {
    await deps.calendar.cancel(room, ref, 'all', options);
  } catch (thrown) {
    if (asBackendError(thrown).code !== 'stale') throw thrown;
    const current = await lookUp(deps, placed, options);
    if (current) await deps.calendar.cancel(room, current, 'all', options);
  }
}

async function lookUp(
  deps: BookingDeps,
  { event: { uid }, rooms: [room] }: PlacedEvent,
  options: CallOptions,
): Promise<EventRef | null> {
  const event = await deps.calendar.findByUid(room, uid, { ...options, unfinished: true });
  return event?.ref ?? null;
}
