/** Which calendar keeps an event of its own, and under which uid; the handle of the port. */
export interface EventPlace {
  /** Address of the organiser's mailbox; of the room itself where nobody invited it. */
  readonly mailbox: string;
  readonly uid: string;
}

/** The same for the organiser's event and for its copy in a room's calendar. */
export function toHandle({ mailbox, uid }: EventPlace): string {
  return Buffer.from(JSON.stringify([mailbox.toLowerCase(), uid])).toString('base64url');
}

export function fromHandle(handle: string): EventPlace | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(handle, 'base64url').toString('utf8'));
    const [mailbox, uid] = Array.isArray(value) ? (value as readonly unknown[]) : [];
    return typeof mailbox === 'string' && typeof uid === 'string' ? { mailbox, uid } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
