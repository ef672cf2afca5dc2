/** What can go wrong with a request; the operation is done first where the name says `after`. */
export type FaultKind =
  | 'reset-before'
  | 'reset-after'
  | 'hang'
  | 'hang-after'
  | 'empty-500'
  | 'html-200'
  | 'html-502'
  | 'truncated'
  | 'fault-200'
  | 'fault-500'
  | 'server-busy-500'
  | 'server-busy-200'
  | 'server-busy-503'
  | 'too-many-connections'
  | 'unauthorized';

export interface Fault {
  readonly kind: FaultKind;
  /** Such as `CreateItem`; all unless said otherwise. */
  readonly operation?: string;
  /** Requests that it hits; all until it is lifted unless said otherwise. */
  readonly times?: number;
  /** What the busy server asks to wait. */
  readonly backOffMs?: number;
  /** Requests that it spares or hits by their `client-request-id`. */
  readonly hits?: (requestId: string | null, operation: string) => boolean;
}

export interface Faults {
  add(fault: Fault): () => void;
  /** The fault that hits this request, if one does; it counts as used. */
  take(operation: string, requestId: string | null): Fault | null;
}

export function createFaults(): Faults {
  const live: { readonly fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
      live.push(entry);
      return () => {
        entry.left = 0;
      };
    },
    take(operation, requestId) {
      const entry = live.find(({ fault, left }) => {
        if (left <= 0) return false;
        if (fault.operation !== undefined && fault.operation !== operation) return false;
        return fault.hits?.(requestId, operation) ?? true;
      });
      if (!entry) return null;
      entry.left -= 1;
      return entry.fault;
    },
  };
}
