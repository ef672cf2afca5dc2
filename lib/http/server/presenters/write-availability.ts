import { createHash } from 'node:crypto';
import type { RoomTaken, TakenInterval } from '@/lib/core/availability/room-taken';
import type { Person } from '@/lib/core/places/person';
import { formatInstant, type Instant } from '@/lib/core/time/instant';
import type { WrittenReply } from '@/lib/http/server/handle';
import { presentAvailability, whatMayBeSeen } from '@/lib/http/server/presenters/availability';

/**
 * The answer of `getAvailability` as text, in one go: a thousand rooms are some two thousand times,
 * and building, checking and writing them as objects costs more than all the rest. A test holds it to
 * what `presentAvailability` and the contract make of the same. The tag leaves out how recent the
 * answer is: one who has it already has nothing else to learn from a newer one.
 */
export function writeAvailability(rooms: readonly RoomTaken[], reader: Person): WrittenReply {
  const format = rememberFormat();
  const hash = createHash('sha1');
  const parts = rooms.map((taken) => {
    const { room, availability } = taken;
    if (availability.status === 'unknown') {
      const part = JSON.stringify(presentAvailability(taken, reader));
      hash.update(`${room.id} ${availability.reason};`);
      return part;
    }
    const busy = taken.taken.map((piece) => writeTaken(piece, reader, format)).join(',');
    hash.update(`${room.id} ${busy};`);
    const id = JSON.stringify(room.id);
    const asOf = format(availability.asOf);
    return `{"roomId":${id},"status":"known","asOf":"${asOf}","busy":[${busy}]}`;
  });
  return { text: `{"items":[${parts.join(',')}]}`, etag: `W/"${hash.digest('base64url')}"` };
}

type Format = (at: Instant) => string;

function writeTaken(piece: TakenInterval, reader: Person, format: Format): string {
  const { occurrence } = piece;
  const kind = occurrence?.kind === 'hold' ? 'hold' : piece.kind;
  const times = `"start":"${format(piece.start)}","end":"${format(piece.end)}","kind":"${kind}"`;
  if (!occurrence) return `{${times}}`;
  const seen = JSON.stringify(whatMayBeSeen(occurrence, reader));
  return seen === '{}' ? `{${times}}` : `{${times},${seen.slice(1)}`;
}

/** Most meetings of a day share their times. */
function rememberFormat(): Format {
  const known = new Map<Instant, string>();
  return (at) => {
    const found = known.get(at);
    if (found !== undefined) return found;
    const text = formatInstant(at);
    known.set(at, text);
    return text;
  };
}
