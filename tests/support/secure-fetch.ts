import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';

export interface SecureRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface SecureResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Asks HTTPS servers of this machine that only this authority vouches for. */
export interface SecureFetch {
  (url: string, init?: SecureRequest): Promise<SecureResponse>;
  close(): void;
}

/** Node's own `fetch` cannot be told whom to trust; everything else here is as plain as it. */
export function createSecureFetch(caCertificate: string): SecureFetch {
  const agent = new Agent({ ca: caCertificate, keepAlive: true });
  const send = async (url: string, init: SecureRequest = {}): Promise<SecureResponse> => {
    const { method = 'GET', headers = {}, body } = init;
    const outgoing = request(url, { agent, method, headers });
    outgoing.end(body);
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const flat = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
    return {
      status: incoming.statusCode ?? 0,
      headers: Object.fromEntries(flat),
      text: Buffer.concat(chunks).toString('utf8'),
    };
  };
  return Object.assign(send, { close: () => agent.destroy() });
}
