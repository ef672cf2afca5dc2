import type { Client } from 'pg';
import type { StoredEvent } from '@/tests/bench/books/stored-event';
import type { MeetingDate } from '@/tests/bench/simulated/simulated-server';
import type { CalendarTrace } from '@/tests/bench/wire/calendar-trace';
import type { PlacePlan } from '@/tests/support/make-place';

/** A room, and its calendar as the trace names it; of a local one, none. */
export interface WorldRoom {
  readonly roomId: string;
  readonly calendar: string | null;
}

/** How to bring a new room into Foyer. */
export interface NewRoom extends Pick<PlacePlan, 'kind' | 'options' | 'addresses'> {
  readonly calendar: string | null;
}

export interface RoomParts {
  /** To the application's database, past the application and the roads. */
  query<T>(work: (client: Client) => Promise<T>): Promise<T>;
}

/** Where the rooms of a world are, over roads that are read along. */
export interface RoomSource {
  readonly trace: CalendarTrace;
  /** What may be killed; null where nothing of it may. */
  readonly server: { kill(): Promise<void>; restart(): Promise<void> } | null;
  newRoom(index: number): Promise<NewRoom>;
  events(rooms: readonly WorldRoom[]): Promise<readonly StoredEvent[]>;
  readonly meetings: (() => readonly MeetingDate[]) | null;
  unread(): number;
  stop(): Promise<void>;
}

/** So long is a way between the application and a calendar server. */
export const latencyMs = 2;
