import { formatInstant } from '@/lib/core/time/instant';
import type { LastTrial } from '@/lib/services/trial/last-trial';

export function presentTrial({ room, endedAt, lines }: LastTrial) {
  return {
    room: room && { id: room.id, name: room.name },
    endedAt: formatInstant(endedAt),
    lines,
  };
}
