import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface Posted {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

export interface PostOptions {
  readonly caCertificate?: string;
  readonly timeoutMs: number;
}

/** One POST with an end to its patience; throws what the network throws. */
export async function post(
  url: string,
  body: string,
  contentType: string,
  { caCertificate, timeoutMs }: PostOptions,
): Promise<Posted> {
  const target = new URL(url);
  const headers = { 'content-type': contentType, 'content-length': Buffer.byteLength(body) };
  const options = { method: 'POST', headers, signal: AbortSignal.timeout(timeoutMs) };
  const outgoing =
    target.protocol === 'https:'
      ? requestHttps(target, { ...options, ...(caCertificate ? { ca: caCertificate } : {}) })
      : requestHttp(target, options);
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    status: incoming.statusCode ?? 0,
    contentType: incoming.headers['content-type'] ?? '',
    text: Buffer.concat(chunks).toString('utf8'),
  };
}
