/** One request to Graph: of its own, or a part of a batch. */
export interface GraphCall {
  readonly method: string;
  /** Without `/v1.0` and query, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly caller: Caller;
  /** `https://host:port/v1.0`: what next links begin with. */
  readonly serviceRoot: string;
}

/** Whom the access token stands for. */
export interface Caller {
  readonly applicationId: string;
  readonly roles: readonly string[];
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: no content. */
  readonly body: unknown;
}

export function reply(
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): GraphAnswer {
  return { status, headers, body };
}
