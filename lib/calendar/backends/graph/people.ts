import { z } from 'zod';
import type { Participant } from '@/lib/calendar/backend';

const participant = z.object({
  email: z.string(),
  name: z.string().optional(),
  optional: z.boolean().optional(),
});
const people = z.object({ organizer: participant, attendees: z.array(participant) });

export interface People {
  readonly organizer: Participant;
  readonly attendees: readonly Participant[];
}

/** The people of an event as one text, for a property of it. */
export function toPeople({ organizer, attendees }: People): string {
  return JSON.stringify({ organizer, attendees });
}

/** Null for what is not there, or was not written by `toPeople`. */
export function fromPeople(text: string | null): People | null {
  if (text === null) return null;
  try {
    const parsed = people.safeParse(JSON.parse(text));
    if (!parsed.success) return null;
    const { organizer, attendees } = parsed.data;
    return { organizer: toParticipant(organizer), attendees: attendees.map(toParticipant) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function toParticipant({ email, name, optional }: z.output<typeof participant>): Participant {
  return {
    email,
    ...(name === undefined ? {} : { name }),
    ...(optional === undefined ? {} : { optional }),
  };
}
