import type { Interval } from '@/lib/core/time/interval';
import type { ServerIdentity } from '@/tests/simulators/support/throw-away-authority';

export const simulatedKinds = ['graph', 'ews'] as const;
export type SimulatedKind = (typeof simulatedKinds)[number];

export const isSimulated = (kind: string): kind is SimulatedKind =>
  simulatedKinds.some((each) => each === kind);

/** One date of a meeting as a mailbox keeps it. */
export interface MailboxDate extends Interval {
  readonly uid: string;
  /** In a room's calendar: whether the room has accepted it. */
  readonly isAccepted: boolean;
}

/** One date of a meeting in the calendar of who called it. */
export interface MeetingDate extends Interval {
  readonly uid: string;
  readonly title: string;
}

/** A mail system of this machine whose rooms answer late, and the road to its store past requests. */
export interface SimulatedServer {
  readonly kind: SimulatedKind;
  readonly server: string;
  readonly port: number;
  /** For a road that stands before the server. */
  readonly identity: ServerIdentity;
  /** A connection's options; calendars are asked at that port, the server's own or a road's. */
  connection(port: number): Readonly<Record<string, unknown>>;
  addPerson(address: string): void;
  /** Answers its address. */
  addRoom(): string;
  /** What stands in a room's own calendar; of Foyer's meetings by Foyer's uid. */
  inRoom(room: string): readonly MailboxDate[];
  /** Every meeting that people have called, whether its room knows of it or not. */
  atOrganisers(): readonly MeetingDate[];
  /** Somebody past Foyer asks the room; answers the meeting's uid. */
  askOutside(room: string, slot: Interval): Promise<string>;
  /** How much that room, or all, have not read yet. */
  unread(room?: string): number;
  stop(): Promise<void>;
}
