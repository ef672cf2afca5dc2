/** What next-auth writes its answer into: as much of a Node response as it uses. */
export interface AuthReply {
  status(code: number): AuthReply;
  getHeader(name: string): string | readonly string[] | undefined;
  setHeader(name: string, value: string | readonly string[]): AuthReply;
  json(body: unknown): void;
  send(body: unknown): void;
  end(): void;
  /** The answer as it stands. */
  toResponse(): Response;
}

export function createAuthReply(): AuthReply {
  const headers = new Map<string, string | readonly string[]>();
  let status = 200;
  let text: string | null = null;

  const reply: AuthReply = {
    status: (code) => {
      status = code;
      return reply;
    },
    getHeader: (name) => headers.get(name.toLowerCase()),
    setHeader: (name, value) => {
      headers.set(name.toLowerCase(), value);
      return reply;
    },
    json: (body) => {
      headers.set('content-type', 'application/json');
      text = JSON.stringify(body);
    },
    send: (body) => {
      if (typeof body === 'string') text = body;
      else if (body !== undefined) reply.json(body);
    },
    end: () => undefined,
    toResponse: () => new Response(text, { status, headers: toHeaders(headers) }),
  };
  return reply;
}

/** Nothing about signing in may be kept by a cache. */
function toHeaders(headers: ReadonlyMap<string, string | readonly string[]>): Headers {
  const result = new Headers();
  for (const [name, value] of headers) {
    for (const line of [value].flat()) result.append(name, line);
  }
  result.set('cache-control', 'no-store');
  return result;
}
