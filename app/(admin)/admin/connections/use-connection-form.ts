import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import {
  type ConnectionDraft,
  emptyDraft,
  fromConnection,
  missingFields,
  toOptions,
} from '@/app/(admin)/admin/connections/connection-draft';
import type {
  ConnectableKind,
  OptionName,
} from '@/app/(admin)/admin/connections/connection-fields';
import { RequestFailure } from '@/lib/http/client/request-failure';
import { sendForAnswer } from '@/lib/http/client/send';
import {
  type ConnectionAnswer,
  createConnection,
  updateConnection,
} from '@/lib/http/contract/admin-connections';

export interface ConnectionFormParts {
  readonly kind: ConnectableKind;
  /** Null for a new one. */
  readonly connection: ConnectionAnswer | null;
  readonly onSaved: (connection: ConnectionAnswer) => void;
}

type FieldName = OptionName | 'name';

/** The state of the form, what is wrong in it, and saving it. */
export function useConnectionForm({ kind, connection, onSaved }: ConnectionFormParts) {
  const t = useTranslations('connections');
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<ConnectionDraft>(() =>
    connection ? fromConnection(connection, kind) : emptyDraft,
  );
  const [errors, setErrors] = useState<Partial<Record<FieldName, string>>>({});
  const showErrors = (names: readonly FieldName[], words: string) => {
    setErrors(Object.fromEntries(names.map((name) => [name, words])));
    const [first] = names;
    const control = first === undefined ? null : form.current?.elements.namedItem(first);
    if (control instanceof HTMLElement) {
      control.closest('details')?.setAttribute('open', '');
      control.focus();
    }
  };
  const saving = useMutation({
    mutationFn: () => save(draft, kind, connection),
    onSuccess: async (saved) => {
      // What was typed as a secret is not kept in the page.
      setDraft(fromConnection(saved, kind));
      client.setQueryData(['connections', saved.id], saved);
      await client.invalidateQueries({ queryKey: ['connections'], exact: true });
      onSaved(saved);
    },
    onError: (error) => showErrors(wrongFields(error), t('wrong')),
  });
  return {
    form,
    draft,
    errors,
    saving,
    change: (change: Partial<ConnectionDraft>) => {
      saving.reset();
      setDraft({ ...draft, ...change });
    },
    submit: () => {
      const missing = missingFields(draft, kind, connection?.secretsSet);
      if (missing.length > 0) return showErrors(missing, t('required'));
      setErrors({});
      saving.mutate();
    },
  };
}

function save(
  draft: ConnectionDraft,
  kind: ConnectableKind,
  connection: ConnectionAnswer | null,
): Promise<ConnectionAnswer> {
  const name = draft.name.trim();
  const options = toOptions(draft, kind, connection?.options);
  if (!connection) return sendForAnswer(createConnection, { body: { name, kind, options } });
  return sendForAnswer(updateConnection, {
    params: { id: connection.id },
    body: { name, options },
  });
}

/** Fields that the server named in its refusal. */
function wrongFields(error: Error): readonly FieldName[] {
  if (!(error instanceof RequestFailure)) return [];
  return (error.problem?.errors ?? []).map(
    ({ path }) => path.replace(/^options\./, '') as FieldName,
  );
}
