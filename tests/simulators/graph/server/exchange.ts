/** One request and its answer as they went over the wire, or as parts of a batch. */
export interface Exchange {
  /** `part`: inside a batch, whose own exchange comes as well. */
  readonly kind: 'request' | 'part';
  readonly method: string;
  /** Without `/v1.0` and query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: unknown;
  /** Whether a fault was ordered for it: such answers are meant to be wrong. */
  readonly isFault: boolean;
}
