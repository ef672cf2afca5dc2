import type {
  ConnectableKind,
  ConnectionField,
  OptionName,
} from '@/app/(admin)/admin/connections/connection-fields';
import { connectionFields } from '@/app/(admin)/admin/connections/connection-fields';
import type { ConnectionAnswer } from '@/lib/http/contract/admin-connections';

type Json = ConnectionAnswer['options'][string];

/** What stands in the form: a text per option, and which stored secrets shall go. */
export interface ConnectionDraft {
  readonly name: string;
  readonly values: Readonly<Partial<Record<OptionName, string>>>;
  readonly removed: readonly OptionName[];
}

export const emptyDraft: ConnectionDraft = { name: '', values: {}, removed: [] };

export function fromConnection({ name, options }: ConnectionAnswer, kind: ConnectableKind) {
  const values = connectionFields[kind].flatMap((field) => {
    const value = options[field.name];
    return typeof value === 'string' ? [[field.name, value] as const] : [];
  });
  return { name, values: Object.fromEntries(values), removed: [] } satisfies ConnectionDraft;
}

/**
 * The options to send: what the form does not ask for stays as it is stored, an empty text leaves its
 * option out, and a secret goes along only when it was typed or shall be removed (null).
 */
export function toOptions(
  { values, removed }: ConnectionDraft,
  kind: ConnectableKind,
  stored: Readonly<Record<string, Json>> = {},
): Record<string, Json> {
  const asked = new Set<string>(connectionFields[kind].map(({ name }) => name));
  const kept = Object.entries(stored).filter(([name]) => !asked.has(name));
  const given = connectionFields[kind].flatMap((field): [string, Json][] => {
    const value = sentValue(field, values);
    if (value !== '') return [[field.name, value]];
    return field.isSecret && removed.includes(field.name) ? [[field.name, null]] : [];
  });
  return Object.fromEntries([...kept, ...given]);
}

/** What a field shows: what was typed or stored, else the usual choice. */
export function shownValue(field: ConnectionField, values: ConnectionDraft['values']): string {
  return values[field.name] ?? field.choices?.[0] ?? '';
}

/** Spaces around an address are slips of the hand; in a secret they may be meant. */
function sentValue(field: ConnectionField, values: ConnectionDraft['values']): string {
  const value = shownValue(field, values);
  return field.isSecret ? value : value.trim();
}

/** Fields that must not stay empty and do: a secret that is stored need not be typed again. */
export function missingFields(
  draft: ConnectionDraft,
  kind: ConnectableKind,
  secretsSet: readonly string[] = [],
): readonly (OptionName | 'name')[] {
  const missing = connectionFields[kind].filter(
    (field) =>
      field.isRequired &&
      sentValue(field, draft.values) === '' &&
      !(secretsSet.includes(field.name) && !draft.removed.includes(field.name)),
  );
  const names = missing.map(({ name }) => name);
  return draft.name.trim() === '' ? ['name', ...names] : names;
}
