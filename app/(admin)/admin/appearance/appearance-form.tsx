'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { controlClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';
import { Notice } from '@/app/_components/notice';
import { useErrorText } from '@/app/_components/use-error-text';
import { AccentField } from '@/app/(admin)/admin/appearance/accent-field';
import { logoOf } from '@/app/(admin)/admin/appearance/appearance-draft';
import { AppearancePreview } from '@/app/(admin)/admin/appearance/appearance-preview';
import { LogoField } from '@/app/(admin)/admin/appearance/logo-field';
import { useAppearanceForm } from '@/app/(admin)/admin/appearance/use-appearance-form';
import type { AppearanceAnswer } from '@/lib/http/contract/appearance';

/** Asks for the name, the logo and the accent, shows what becomes of them, and saves them. */
export function AppearanceForm({ saved }: { readonly saved: AppearanceAnswer }) {
  const t = useTranslations('appearance');
  const { form, draft, accent, nameError, saving, change, submit } = useAppearanceForm(saved);
  const logo = logoOf(draft, saved);
  return (
    <form
      ref={form}
      noValidate
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <NameField value={draft.name} error={nameError} onChange={(name) => change({ name })} />
      <LogoField
        hasLogo={logo !== null}
        chosen={draft.logo ?? null}
        onChange={(chosen) => change({ logo: chosen ?? (saved.logo ? null : undefined) })}
      />
      <AccentField
        text={draft.accent}
        accent={accent}
        onChange={(text) => change({ accent: text })}
      />
      <AppearancePreview
        name={draft.name}
        logo={logo}
        derived={accent.state === 'colour' ? accent.derived : null}
      />
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
  readonly error: string | null;
  readonly onChange: (name: string) => void;
}

function NameField({ value, error, onChange }: NameFieldProps) {
  const t = useTranslations('appearance');
  return (
    <Field label={t('name')} hint={t('nameHint')} error={error}>
      {(control) => (
        <input
          {...control}
          name="name"
          value={value}
          maxLength={100}
          autoComplete="organization"
          className={controlClass}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function SaveFailure({ error }: { readonly error: Error }) {
  const t = useTranslations('appearance');
  const errorText = useErrorText();
  return (
    <Notice tone="danger" role="alert" title={t('saveFailed')}>
      {errorText(error)}
    </Notice>
  );
}
