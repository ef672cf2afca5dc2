'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { controlClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';
import { Notice } from '@/app/_components/notice';
import { useErrorText } from '@/app/_components/use-error-text';
import { shownValue } from '@/app/(admin)/admin/connections/connection-draft';
import { ConnectionFieldControl } from '@/app/(admin)/admin/connections/connection-field-control';
import {
  type ConnectionField,
  connectionFields,
} from '@/app/(admin)/admin/connections/connection-fields';
import {
  type ConnectionFormParts,
  useConnectionForm,
} from '@/app/(admin)/admin/connections/use-connection-form';

/** Asks for everything that a connection of this kind is made of, and saves it. */
export function ConnectionForm(parts: ConnectionFormParts) {
  const t = useTranslations('connections');
  const { kind, connection } = parts;
  const { form, draft, errors, saving, change, submit } = useConnectionForm(parts);
  const fields = connectionFields[kind];
  const rare = fields.filter(({ isRare }) => isRare);
  const controlOf = (field: ConnectionField) => (
    <ConnectionFieldControl
      key={field.name}
      kind={kind}
      field={field}
      value={shownValue(field, draft.values)}
      error={errors[field.name] ?? null}
      isStored={connection?.secretsSet.includes(field.name) ?? false}
      isRemoved={draft.removed.includes(field.name)}
      onChange={(value) => change({ values: { ...draft.values, [field.name]: value } })}
      onRemove={(removed) =>
        change({
          removed: removed
            ? [...draft.removed, field.name]
            : draft.removed.filter((name) => name !== field.name),
        })
      }
    />
  );
  return (
    <form
      ref={form}
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <NameField value={draft.name} error={errors.name} onChange={(name) => change({ name })} />
      {fields.filter(({ isRare }) => !isRare).map(controlOf)}
      {rare.length > 0 && (
        <details>
          <summary className="min-h-6 cursor-pointer text-accent">{t('more')}</summary>
          <div className="mt-4 grid gap-4">{rare.map(controlOf)}</div>
        </details>
      )}
      {saving.error && <SaveFailure error={saving.error} />}
      <div className="flex items-center gap-4">
        <Button type="submit" variant="primary" disabled={saving.isPending}>
          {saving.isPending ? t('saving') : t('save')}
        </Button>
        <p role="status" className="text-quiet">
          {saving.isSuccess && t('saved')}
        </p>
      </div>
    </form>
  );
}

interface NameFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (name: string) => void;
}

function NameField({ value, error, onChange }: NameFieldProps) {
  const t = useTranslations('connections');
  return (
    <Field label={t('name')} hint={t('nameHint')} error={error}>
      {(control) => (
        <input
          {...control}
          name="name"
          value={value}
          maxLength={100}
          autoComplete="off"
          className={controlClass}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function SaveFailure({ error }: { readonly error: Error }) {
  const t = useTranslations('connections');
  const errorText = useErrorText();
  return (
    <Notice tone="danger" role="alert" title={t('saveFailed')}>
      {errorText(error)}
    </Notice>
  );
}
