import { Agent, type IncomingMessage, request } from 'node:http';

/** One server-sent event, with the moment at which it arrived. */
export interface ReceivedEvent {
  readonly event: string;
  readonly id: string;
  readonly data: string;
  /** By `performance.now()`. */
  readonly atMs: number;
}

/** A connection to the change stream that notes what arrives. */
export interface EventReader {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly events: ReceivedEvent[];
  /** The id to come back with. */
  lastEventId(): string;
  hasEnded(): boolean;
  /** Reads nothing more until `resume`. */
  pause(): void;
  resume(): void;
  close(): void;
}

export interface ReaderOptions {
  readonly url: string;
  readonly token: string;
  /** The query, with its question mark. */
  readonly query?: string;
  readonly lastEventId?: string;
}

/** Connections are never shared: each reader has its own, as browsers do. */
const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });

/** Resolves once the answer has begun, whatever its status. */
export function openEventReader(options: ReaderOptions): Promise<EventReader> {
  const { url, token, query = '', lastEventId } = options;
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'text/event-stream',
    'accept-encoding': 'gzip, br',
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  };
  return new Promise((resolve, reject) => {
    const call = request(`${url}/api/v1/stream${query}`, { agent, headers });
    call.once('response', (response) => resolve(toReader(response)));
    call.once('error', reject);
    call.end();
  });
}

function toReader(response: IncomingMessage): EventReader {
  const events: ReceivedEvent[] = [];
  let id = '';
  let rest = '';
  let hasEnded = false;
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = fieldsOf(block);
      id = fields.id ?? id;
      if (fields.data === undefined) continue;
      const { event = 'message', data } = fields;
      events.push({ event, id, data, atMs: performance.now() });
    }
  });
  const end = () => {
    hasEnded = true;
  };
  response.once('end', end);
  response.once('close', end);
  // A stream that is cut shows as an error, after which it is closed.
  response.once('error', end);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    lastEventId: () => id,
    hasEnded: () => hasEnded,
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    close: () => void response.destroy(),
  };
}

function fieldsOf(block: string): Readonly<Record<string, string>> {
  const lines = block.split('\n').filter((line) => !line.startsWith(':'));
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split(': ');
      return [name, value.join(': ')];
    }),
  );
}
