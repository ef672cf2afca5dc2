'use client';

import { useTranslations } from 'next-intl';
import { controlClass } from '@/app/_components/control-class';
import { type ControlIds, Field } from '@/app/_components/field';
import { Select } from '@/app/_components/select';
import type {
  ConnectableKind,
  ConnectionField,
} from '@/app/(admin)/admin/connections/connection-fields';
import { useFieldWords } from '@/app/(admin)/admin/connections/use-field-words';

interface ConnectionFieldControlProps {
  readonly kind: ConnectableKind;
  readonly field: ConnectionField;
  readonly value: string;
  readonly error: string | null;
  /** A value is stored that is not shown. */
  readonly isStored: boolean;
  readonly isRemoved: boolean;
  readonly onChange: (value: string) => void;
  readonly onRemove: (removed: boolean) => void;
}

/** One option of a connection with its label, its hint and what is wrong with it. */
export function ConnectionFieldControl(props: ConnectionFieldControlProps) {
  const t = useTranslations('connections');
  const { kind, field, error, isStored, isRemoved, onRemove } = props;
  const words = useFieldWords(kind);
  const keeps = field.isSecret === true && isStored;
  return (
    <div>
      <Field
        label={words.label(field)}
        hint={keeps && !isRemoved ? t('secretSet') : words.hint(field)}
        error={error}
      >
        {(control) => <Control {...props} control={control} />}
      </Field>
      {keeps && !field.isRequired && (
        <label className="mt-1 flex min-h-6 items-center gap-2 text-14">
          <input
            type="checkbox"
            className="size-6 shrink-0"
            checked={isRemoved}
            onChange={(event) => onRemove(event.currentTarget.checked)}
          />
          {t('secretRemove')}
        </label>
      )}
    </div>
  );
}

function Control({
  kind,
  field,
  value,
  onChange,
  control,
}: ConnectionFieldControlProps & { readonly control: ControlIds }) {
  const words = useFieldWords(kind);
  const shared = { ...control, name: field.name, value };
  if (field.type === 'choice') {
    return (
      <Select {...shared} onChange={(event) => onChange(event.currentTarget.value)}>
        {field.choices?.map((choice) => (
          <option key={choice} value={choice}>
            {words.choice(field, choice)}
          </option>
        ))}
      </Select>
    );
  }
  if (field.type === 'area') {
    return (
      <textarea
        {...shared}
        rows={4}
        spellCheck={false}
        autoComplete="off"
        className={`${controlClass} font-mono text-12`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <input
      {...shared}
      type={field.isSecret ? 'password' : 'text'}
      autoComplete={field.isSecret ? 'new-password' : 'off'}
      spellCheck={false}
      className={controlClass}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
