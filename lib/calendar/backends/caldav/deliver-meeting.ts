import type { CallContext, RoomRef } from '@/lib/calendar/backend';
import {
  askToSendAgain,
  deliveryStatusOf,
  isUndelivered,
} from '@/lib/calendar/backends/caldav/delivery';
import type { Meeting } from '@/lib/calendar/backends/caldav/meetings';
import type { Organizer } from '@/lib/calendar/backends/caldav/organizers';
import type { MeetingParts } from '@/lib/calendar/backends/caldav/read-meetings';
import { conditionOf, putOver, withOutcome } from '@/lib/calendar/backends/caldav/write-events';
import { BackendError, isBackendError } from '@/lib/calendar/errors';

/** A calendar that was busy for a moment is reached at the second or third time, or not at all. */
const attempts = 3;

/**
 * The meeting that was just written, as it stands once the server was asked again to send what it could
 * not send for the moment.
 */
export async function deliverMeeting(
  parts: MeetingParts,
  organizer: Organizer,
  uid: string,
  ctx: CallContext,
): Promise<Meeting> {
  let meeting = await findMeeting(parts, organizer, uid, ctx);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const text = askToSendAgain(meeting.text);
    if (text === null) break;
    await putUnlessChanged(parts, meeting, text, ctx);
    meeting = await findMeeting(parts, organizer, uid, ctx);
  }
  return meeting;
}

/** Where a guest answered meanwhile, what there is to send is read from what stands then. */
async function putUnlessChanged(
  parts: MeetingParts,
  { url, etag, organizer }: Meeting,
  text: string,
  ctx: CallContext,
): Promise<void> {
  const terms = { condition: conditionOf(etag), scheduleAs: organizer.email };
  try {
    await putOver(parts, { url, text, ...terms }, ctx);
  } catch (error) {
    if (!isBackendError(error) || error.code !== 'stale') throw error;
  }
}

async function findMeeting(
  { meetings }: MeetingParts,
  organizer: Organizer,
  uid: string,
  ctx: CallContext,
): Promise<Meeting> {
  const found = await meetings.at(organizer, uid, ctx);
  if (!found) throw new BackendError('event-not-found', 'the meeting is not there');
  return found;
}

/**
 * Why the invitation of a room did not come through; null where it did. Nothing is believed of a
 * server that schedules: it says so itself, or the invitation stands in the room's calendar.
 */
export async function refusedDelivery(
  { meetings }: MeetingParts,
  { meeting, uid }: { readonly meeting: Meeting; readonly uid: string },
  room: RoomRef,
  ctx: CallContext,
): Promise<BackendError | null> {
  const status = deliveryStatusOf(meeting.text, room.address.email ?? '');
  if (status !== null && /^[12]/.test(status)) return null;
  const copy = await withOutcome('unknown', () => meetings.copyIn(room, uid, ctx));
  if (copy) return null;
  if (status === null) {
    return new BackendError('unsupported', 'the server delivers no invitations', notApplied);
  }
  const code = isUndelivered(status) ? 'unavailable' : 'forbidden';
  return new BackendError(code, `the invitation was not delivered (${status})`, notApplied);
}

const notApplied = { outcome: 'not-applied' } as const;
