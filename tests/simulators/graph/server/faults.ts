/** What goes wrong with a request. `-before`: it is not applied; `-after`: it is. */
export type FaultKind =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      readonly retryAfterSeconds?: number;
    }
  | { readonly kind: 'reset-before' | 'reset-after' | 'hang-before' | 'hang-after' | 'truncate' }
  | { readonly kind: 'html'; readonly status?: number }
  | { readonly kind: 'slow-before' | 'slow-after'; readonly delayMs: number };

export interface FaultOrder {
  readonly method?: string;
  /** Of the path without `/v1.0`; token requests have `/…/oauth2/v2.0/token`. */
  readonly path?: RegExp;
  /** How many requests it meets; 1 unless said. */
  readonly times?: number;
  readonly fault: FaultKind;
}

export interface Faults {
  /** Orders are tried in the order given; each request meets one at most. */
  order(order: FaultOrder): void;
  /** Forgets every order not yet met. */
  clear(): void;
  /** Requests that met a fault so far. */
  met(): number;
  /** For the server: the fault that this request meets. Parts of a batch meet `status` only. */
  take(method: string, path: string, isPart: boolean): FaultKind | null;
}

export function createFaults(): Faults {
  const orders: { readonly order: FaultOrder; left: number }[] = [];
  let met = 0;
  return {
    order(order) {
      orders.push({ order, left: order.times ?? 1 });
    },
    clear() {
      orders.length = 0;
    },
    met: () => met,
    take(method, path, isPart) {
      const found = orders.find(
        ({ order, left }) =>
          left > 0 &&
          (order.method ?? method) === method &&
          (order.path?.test(path) ?? true) &&
          (!isPart || order.fault.kind === 'status'),
      );
      if (!found) return null;
      found.left -= 1;
      met += 1;
      return found.order.fault;
    },
  };
}
