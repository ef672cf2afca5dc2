import type * as z from 'zod/mini';
import type { Change } from '@/lib/http/client/stream/change';
import {
  availabilityEventSchema,
  bookingEventSchema,
  streamChanges,
} from '@/lib/http/contract/stream';

/** Rooms by id (none: only bookings), those of a building, or all. */
export interface StreamScope {
  readonly buildingId?: string | undefined;
  readonly roomIds?: readonly string[] | undefined;
}

const shortestPauseMs = 2_000;
const longestPauseMs = 60_000;

/**
 * Listens to the change stream for as long as the page is visible: browsers allow few connections
 * to a site, and hidden pages need none. The browser itself resumes a connection that breaks; where
 * it gives up, another is tried, each time later. What a page shows was read before it listened, so with
 * each connection that is not resumed everything counts as changed.
 */
export function openChangeStream(
  scope: StreamScope,
  onChange: (change: Change) => void,
): { close(): void } {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let failures = 0;
  let mayHaveMissed = true;

  const opened = () => {
    failures = 0;
    if (mayHaveMissed) onChange({ kind: 'reset' });
    // From here on the browser resumes without a gap.
    mayHaveMissed = false;
  };
  const hush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!source) return;
    source.close();
    source = null;
    mayHaveMissed = true;
  };
  const failed = () => {
    if (source?.readyState !== EventSource.CLOSED) return;
    hush();
    failures += 1;
    const pauseMs = Math.min(longestPauseMs, shortestPauseMs * 2 ** (failures - 1));
    timer = setTimeout(listen, pauseMs * (0.5 + Math.random() / 2));
  };
  const listen = () => {
    hush();
    source = connect(scope, onChange);
    source.addEventListener('open', opened);
    source.addEventListener('error', failed);
  };
  const follow = () => {
    if (document.visibilityState === 'hidden') hush();
    else if (!source) listen();
  };

  document.addEventListener('visibilitychange', follow);
  follow();
  return {
    close: () => {
      document.removeEventListener('visibilitychange', follow);
      hush();
    },
  };
}

function connect({ buildingId, roomIds }: StreamScope, onChange: (change: Change) => void) {
  const query = new URLSearchParams();
  if (buildingId !== undefined) query.set('buildingId', buildingId);
  if (roomIds !== undefined) query.set('roomIds', roomIds.join(','));
  const source = new EventSource(`${streamChanges.path}?${query}`);
  source.addEventListener('availability', ({ data }) => {
    const read = fromText(availabilityEventSchema, data);
    onChange(read ? { kind: 'availability', data: read } : { kind: 'reset' });
  });
  source.addEventListener('booking', ({ data }) => {
    const read = fromText(bookingEventSchema, data);
    onChange(read ? { kind: 'booking', data: read } : { kind: 'reset' });
  });
  source.addEventListener('reset', () => onChange({ kind: 'reset' }));
  return source;
}

/** Null for what a newer server says in a form that this page does not know. */
function fromText<T extends z.ZodMiniType>(schema: T, text: string): z.output<T> | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
