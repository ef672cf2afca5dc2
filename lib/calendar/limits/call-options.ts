/** Travels with every call. After the signal nobody waits; it does not undo a write. */
export interface CallOptions {
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** Address of the person for whom we act, where the backend can act for one. */
  readonly onBehalfOf?: string;
  /** Instead of the usual time for such a call, queueing and retries included. */
  readonly deadlineMs?: number;
}

/** `unfinished`: also what was written in part, to take it out. */
export interface FindOptions extends CallOptions {
  readonly unfinished?: boolean;
}
