import type { CalendarBackend } from '@/lib/calendar/backend';
import type { HookReader } from '@/lib/calendar/notice';
import type { BackendKind } from '@/lib/core/places/room';

export interface OptionProblem {
  /** Dotted path into the options. */
  readonly path: string;
  readonly message: string;
}

/** Which connection a backend serves. */
export interface ConnectionIdentity {
  readonly connectionId: string;
  readonly organisationId: string;
}

export type OptionCheck =
  | { readonly ok: true; open(connection: ConnectionIdentity): CalendarBackend }
  | { readonly ok: false; readonly problems: readonly OptionProblem[] };

/** How a kind of backend is made of the options that an admin gives. */
export interface BackendFactory {
  readonly kind: BackendKind;
  /** Options that go in and never come out. */
  readonly secretFields: readonly string[];
  check(options: Readonly<Record<string, unknown>>): OptionCheck;
  /** Reads what the system sends by itself; absent where it sends nothing. */
  readonly readHookCall?: HookReader;
}

/** A schema as zod makes them; the port itself stands on no library. */
interface OptionSchema<T> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly {
            readonly path: readonly PropertyKey[];
            readonly message: string;
          }[];
        };
      };
}

export interface FactoryParts<T> {
  readonly kind: BackendKind;
  readonly secretFields: readonly string[];
  readonly schema: OptionSchema<T>;
  open(options: T, connection: ConnectionIdentity): CalendarBackend;
  readonly readHookCall?: HookReader;
}

export function backendFactory<T>(parts: FactoryParts<T>): BackendFactory {
  return {
    kind: parts.kind,
    secretFields: parts.secretFields,
    ...(parts.readHookCall ? { readHookCall: parts.readHookCall } : {}),
    check: (options) => {
      const parsed = parts.schema.safeParse(options);
      if (parsed.success) {
        return { ok: true, open: (connection) => parts.open(parsed.data, connection) };
      }
      const problems = parsed.error.issues.map(({ path, message }) => ({
        path: path.join('.'),
        message,
      }));
      return { ok: false, problems };
    },
  };
}
