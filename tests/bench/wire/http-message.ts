/** One request as it came over a connection that carries no other. */
export interface HttpMessage {
  readonly method: string;
  /** Path without origin, as it was sent. */
  readonly path: string;
  readonly body: string;
  readonly bytes: Buffer;
}

const headEnd = Buffer.from('\r\n\r\n');

/** The request, once all of it is there: else null. Its length is what its header says. */
export function parseRequest(bytes: Buffer): HttpMessage | null {
  const at = bytes.indexOf(headEnd);
  if (at < 0) return null;
  const head = bytes.subarray(0, at).toString('latin1');
  const bodyAt = at + headEnd.length;
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  if (bytes.length < bodyAt + length) return null;
  const [method = '', path = ''] = head.split(' ', 2);
  return { method, path, body: bytes.subarray(bodyAt).toString('utf8'), bytes };
}

/** The status of an answer; 0 when it has none. */
export function statusOf(answer: Buffer): number {
  return Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer.subarray(0, 20).toString('latin1'))?.[1] ?? 0);
}

/** An answer of a server's own making. */
export function toAnswer(
  status: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const all = {
    'content-type': 'text/plain; charset=utf-8',
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`HTTP/1.1 ${status}`, ...lines, '', body].join('\r\n'));
}
