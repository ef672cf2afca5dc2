import type { Dialect, RequestKind } from '@/tests/bench/wire/dialect';

const kinds: Readonly<Record<string, RequestKind>> = {
  PUT: 'write',
  DELETE: 'remove',
  GET: 'check',
};

/** Reads look alike; what was listed is then asked for by name. */
export const caldavDialect: Dialect = {
  kindOf: ({ method, body }) =>
    kinds[method] ?? (body.includes('calendar-multiget') ? 'more' : 'read'),
  endsLookUp: () => true,
};
