import type { GraphSimulator } from '../../simulators/graph/start-graph-simulator';
import { createSecureFetch } from '../../support/secure-fetch';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
  readonly body: any;
}

/** Talks to the simulated Graph with nothing but HTTPS: no adapter, no SDK. */
export interface GraphClient {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  patch(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  delete(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** A token request with these fields in place of the usual ones. */
  token(fields?: Readonly<Record<string, string>>, tenant?: string): Promise<Answer>;
  /** Asks for a new token with the next request. */
  forgetToken(): void;
  close(): void;
}

export function createGraphClient(simulator: GraphSimulator): GraphClient {
  const fetch = createSecureFetch(simulator.caCertificate);
  let token: string | null = null;

  const requestToken: GraphClient['token'] = async (fields = {}, tenant = simulator.tenantId) => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: simulator.clientId,
      client_secret: simulator.clientSecret,
      scope: 'https://graph.microsoft.com/.default',
      ...fields,
    });
    const response = await fetch(`${simulator.authorityUrl}/${tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    return { ...response, body: JSON.parse(response.text) };
  };
  const send = async (
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> => {
    token ??= String((await requestToken()).body.access_token);
    const url = path.startsWith('https:') ? path : `${simulator.baseUrl}/v1.0${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { ...response, body: response.text === '' ? null : JSON.parse(response.text) };
  };
  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
    token: requestToken,
    forgetToken() {
      token = null;
    },
    close: () => fetch.close(),
  };
}
