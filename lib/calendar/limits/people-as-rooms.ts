import type { PersonFreeBusy, RoomFreeBusy, RoomRef } from '@/lib/calendar/backend';

/** People as rooms of their addresses, for systems to which both are mailboxes. */
export function peopleAsRooms(emails: readonly string[]): readonly RoomRef[] {
  return emails.map((email) => ({ roomId: email, address: { email } }));
}

/** What was answered of such a room, as of the person: times alone, whatever else came along. */
export function toPersonFreeBusy(answer: RoomFreeBusy): PersonFreeBusy {
  const { roomId: email } = answer;
  if (!answer.known) return { email, known: false, error: answer.error };
  const busy = answer.busy.map(({ start, end, kind }) => ({ start, end, kind }));
  return { email, known: true, busy };
}
