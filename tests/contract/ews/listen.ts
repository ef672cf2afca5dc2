import { request } from 'node:https';
import type { EwsSimulator } from '@/tests/simulators/ews/start-ews';

/** What one streaming answer says, envelope by envelope. */
export interface Listening {
  /** The next envelope, waited for; null when the server has closed. */
  next(): Promise<string | null>;
  leave(): void;
}

/** Posts an envelope and reads the envelopes that follow each other in the answer. */
export function listen(
  { url, caCertificate }: Pick<EwsSimulator, 'url' | 'caCertificate'>,
  envelope: string,
  authorization: string,
): Listening {
  const heard: (string | null)[] = [];
  const waiting: ((envelope: string | null) => void)[] = [];
  const hear = (said: string | null) => {
    const next = waiting.shift();
    if (next) next(said);
    else heard.push(said);
  };
  const headers = { 'content-type': 'text/xml; charset=utf-8', authorization };
  const options = { method: 'POST', headers, ca: caCertificate, agent: false };
  const sent = request(url, options, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = `${text}${chunk}`.split(/(?<=<\/s:Envelope>)/);
      text = parts.at(-1)?.endsWith('</s:Envelope>') ? '' : (parts.pop() ?? '');
      for (const part of parts) hear(part);
    });
    response.once('close', () => hear(null));
  });
  // Whoever leaves breaks the connection on purpose.
  sent.on('error', () => hear(null));
  sent.end(envelope);
  return {
    next: async () => {
      const [first] = heard.splice(0, 1);
      return first === undefined ? new Promise((resolve) => waiting.push(resolve)) : first;
    },
    leave: () => sent.destroy(),
  };
}
