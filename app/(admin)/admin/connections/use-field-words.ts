import { useTranslations } from 'next-intl';
import type {
  ConnectableKind,
  ConnectionField,
} from '@/app/(admin)/admin/connections/connection-fields';

/** What the fields of one kind of connection are called, and what helps to fill them in. */
export function useFieldWords(kind: ConnectableKind) {
  const t = useTranslations('connections');
  // Not every field of every kind has a hint.
  const optional = (key: string) => (t.has(key as never) ? t(key as never) : undefined);
  return {
    label: ({ name }: ConnectionField) => t(`field.${name}`),
    hint: ({ name }: ConnectionField) => optional(`hint.${name}.${kind}`),
    choice: ({ name }: ConnectionField, choice: string) =>
      optional(`choice.${name}.${choice}`) ?? choice,
  };
}
