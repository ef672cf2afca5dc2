/** What a client of PostgreSQL asks for, in the order in which its messages say so. */
export interface AskedStatement {
  readonly text: string;
  /** Parameters that were sent as text; null for others. */
  readonly values: readonly (string | null)[];
}

interface Message {
  readonly type: string;
  readonly body: Buffer;
}

const lengthBytes = 4;

/** Cuts a stream into messages, whatever pieces it comes in. The first of a client has no type. */
export function createMessageCutter(hasStartup: boolean): (chunk: Buffer) => readonly Message[] {
  let rest: Buffer = Buffer.alloc(0);
  let typeBytes = hasStartup ? 0 : 1;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Message[] = [];
    for (;;) {
      if (rest.length < typeBytes + lengthBytes) return messages;
      const end = typeBytes + rest.readUInt32BE(typeBytes);
      if (rest.length < end) return messages;
      const type = rest.subarray(0, typeBytes).toString('latin1');
      messages.push({ type, body: rest.subarray(typeBytes + lengthBytes, end) });
      rest = rest.subarray(end);
      typeBytes = 1;
    }
  };
}

/**
 * Reads statements from a client's messages (PostgreSQL manual, chapter "Message Formats"): simple
 * queries, and those that are parsed and bound, whether prepared by name before or not.
 */
export function createStatementReader(): (message: Message) => AskedStatement | null {
  const prepared = new Map<string, string>();
  return ({ type, body }) => {
    if (type === 'Q') return { text: cString(body, 0), values: [] };
    if (type === 'P') {
      const name = cString(body, 0);
      prepared.set(name, cString(body, Buffer.byteLength(name) + 1));
      return null;
    }
    if (type !== 'B') return null;
    const portal = cString(body, 0);
    const nameAt = Buffer.byteLength(portal) + 1;
    const name = cString(body, nameAt);
    const values = readValues(body, nameAt + Buffer.byteLength(name) + 1);
    return { text: prepared.get(name) ?? '', values };
  };
}

function cString(body: Buffer, from: number): string {
  return body.subarray(from, body.indexOf(0, from)).toString('utf8');
}

function readValues(body: Buffer, from: number): readonly (string | null)[] {
  const formats = body.readUInt16BE(from);
  let at = from + 2 + formats * 2;
  const count = body.readUInt16BE(at);
  at += 2;
  return Array.from({ length: count }, () => {
    const length = body.readInt32BE(at);
    at += lengthBytes;
    if (length < 0) return null;
    const value = body.subarray(at, at + length).toString('utf8');
    at += length;
    return value;
  });
}
