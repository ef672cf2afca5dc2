import type { CallerResolver } from '@/lib/auth/caller';
import type { ChangeEvent } from '@/lib/core/changes/change';
import type { Person } from '@/lib/core/places/person';
import { openBoundedStream } from '@/lib/http/server/bounded-stream';
import { toCall } from '@/lib/http/server/call';
import { toEventBytes, toHeartbeatBytes, toOpeningBytes } from '@/lib/http/server/event-text';
import type { Input } from '@/lib/http/server/handle';

/** What the stream is fed from. */
export interface ChangeSource {
  watch(
    request: ChangeQuery & { readonly person: Person; readonly lastEventId: string | null },
    receiver: { receive(event: ChangeEvent): boolean; end(): void },
  ): Promise<{ reached(): ChangeEvent; stop(): void }>;
}

export interface ChangeQuery {
  readonly roomIds?: readonly string[] | undefined;
  readonly buildingId?: string | undefined;
}

export interface StreamDeps {
  readonly changes: ChangeSource;
  readonly resolver: CallerResolver;
  readonly random: () => number;
  readonly log: Record<'info' | 'warn', (fields: object, message: string) => void>;
}

export const heartbeatMs = 15_000;
/** Whether the reader may still read is asked again at every fourth heartbeat. */
const heartbeatsPerCheck = 4;
/** Those who lose a replica at once come back one after the other. */
const shortestRetryMs = 1_000;
const longestRetryMs = 4_000;

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Whoever compresses would hold events back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/**
 * Answers with server-sent events until the reader leaves, falls behind, or may read no longer, or
 * this process ends. Refusals are thrown before it starts.
 */
export async function streamChanges(
  deps: StreamDeps,
  input: Input<unknown, ChangeQuery, unknown>,
): Promise<Response> {
  const { person, requestId, signal } = toCall(input);
  const stream = openBoundedStream(signal);
  const retryMs = shortestRetryMs + deps.random() * (longestRetryMs - shortestRetryMs);
  stream.write(toOpeningBytes(Math.round(retryMs)));
  const watch = await deps.changes.watch(
    { ...input.query, person, lastEventId: input.headers.get('last-event-id') },
    { receive: (event) => stream.write(toEventBytes(event)), end: stream.end },
  );
  let heartbeats = 0;
  const beat = () => {
    stream.write(toHeartbeatBytes(watch.reached()));
    heartbeats += 1;
    if (heartbeats % heartbeatsPerCheck === 0) void endUnlessAllowed(deps, input, stream.end);
  };
  const timer = setInterval(beat, heartbeatMs).unref();
  stream.onEnd((how) => {
    clearInterval(timer);
    watch.stop();
    if (how === 'behind') deps.log.info({ requestId }, 'a reader of the change stream fell behind');
  });
  return new Response(stream.readable, { headers: { ...headers, 'x-request-id': requestId } });
}

/** A person whose session or token has ended, or whose role is another, has to ask anew. */
async function endUnlessAllowed(
  { resolver, log }: StreamDeps,
  { headers: proof, caller, requestId }: Input<unknown, unknown, unknown>,
  end: () => void,
): Promise<void> {
  try {
    const now = await resolver.resolve({ headers: proof });
    if (now?.person.id !== caller?.person.id || now?.person.role !== caller?.person.role) end();
  } catch (error) {
    // It says nothing about the reader: asked again at the next check.
    log.warn({ requestId, err: error }, 'a reader of the change stream could not be checked');
  }
}
