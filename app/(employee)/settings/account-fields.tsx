'use client';

import { useLocale, useTranslations } from 'next-intl';
import { ErrorLine } from '@/app/_components/error-line';
import { Field } from '@/app/_components/field';
import { LanguageOptions } from '@/app/_components/language-options';
import { useReader } from '@/app/_components/reader';
import { Select } from '@/app/_components/select';
import { useAccountChange } from '@/app/_components/use-account-change';
import { useErrorText } from '@/app/_components/use-error-text';
import { DisplayFields } from '@/app/(employee)/settings/display-fields';

interface AccountFieldsProps {
  /** IANA names to choose from. */
  readonly zones: readonly string[];
}

/** What Foyer keeps with the person, wherever they sign in; each choice is saved as it is made. */
export function AccountFields({ zones }: AccountFieldsProps) {
  const t = useTranslations('settings');
  const locale = useLocale();
  const { timeZone } = useReader();
  const errorText = useErrorText();
  const saving = useAccountChange();
  const offered = timeZone === null || zones.includes(timeZone) ? zones : [timeZone, ...zones];
  return (
    <>
      <Field label={t('language')}>
        {(control) => (
          <Select
            {...control}
            value={locale}
            disabled={saving.isPending}
            onChange={(event) => saving.mutate({ locale: event.currentTarget.value })}
          >
            <LanguageOptions />
          </Select>
        )}
      </Field>
      <Field label={t('zone')} hint={t('zoneHint')}>
        {(control) => (
          <Select
            {...control}
            value={timeZone ?? ''}
            disabled={saving.isPending}
            onChange={(event) => saving.mutate({ timeZone: event.currentTarget.value || null })}
          >
            <option value="">{t('zoneOfDevice')}</option>
            {offered.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <DisplayFields disabled={saving.isPending} onChange={(change) => saving.mutate(change)} />
      <p role="status" className="text-12 text-quiet empty:hidden">
        {saving.isSuccess && t('saved')}
      </p>
      {saving.error && <ErrorLine>{errorText(saving.error)}</ErrorLine>}
    </>
  );
}
