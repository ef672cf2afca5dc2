'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type ChangeEvent, useEffect, useId, useState } from 'react';
import { Button } from '@/app/_components/button';
import { buttonClass } from '@/app/_components/button-class';
import { classNames } from '@/app/_components/class-names';
import { labelClass } from '@/app/_components/control-class';
import type { ChosenLogo } from '@/app/(admin)/admin/appearance/appearance-draft';
import { imageTypes } from '@/lib/core/appearance/image';
import {
  checkLogo,
  type LogoProblem,
  largestLogoBytes,
  mostLogoPixels,
} from '@/lib/core/appearance/logo';
import { formatBytes } from '@/lib/i18n/format-bytes';

interface LogoFieldProps {
  /** Whether there would be one after saving. */
  readonly hasLogo: boolean;
  readonly chosen: ChosenLogo | null;
  readonly onChange: (chosen: ChosenLogo | null) => void;
}

/** An image from the device, refused here where the server would refuse it. */
export function LogoField({ hasLogo, chosen, onChange }: LogoFieldProps) {
  const t = useTranslations('appearance');
  const id = useId();
  const { refusal, choose, remove } = useLogoChoice(chosen, onChange);
  return (
    <fieldset className="grid gap-1">
      <legend className={`${labelClass} mb-1`}>{t('logo')}</legend>
      <div className="relative flex flex-wrap gap-2">
        <input
          id={id}
          name="logo"
          type="file"
          accept={imageTypes.join(',')}
          aria-describedby={`${id}-hint ${id}-error`}
          aria-invalid={refusal ? true : undefined}
          className="peer sr-only"
          onChange={(event) => void choose(event)}
        />
        <label
          htmlFor={id}
          className={classNames(
            buttonClass(),
            'peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent',
          )}
        >
          {t(hasLogo ? 'logoReplace' : 'logoChoose')}
        </label>
        {hasLogo && (
          <Button variant="quiet" onClick={remove}>
            {t('logoRemove')}
          </Button>
        )}
      </div>
      <LogoWords id={id} refusal={refusal} chosen={chosen} />
    </fieldset>
  );
}

interface Refusal {
  readonly problem: LogoProblem;
  readonly file: File;
}

function useLogoChoice(chosen: ChosenLogo | null, onChange: LogoFieldProps['onChange']) {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  useEffect(() => () => URL.revokeObjectURL(chosen?.url ?? ''), [chosen?.url]);
  return {
    refusal,
    choose: async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
      const file = currentTarget.files?.item(0);
      // The same file may be chosen again once it was mended.
      currentTarget.value = '';
      if (!file) return;
      // Of what is too large no more is read than shows it.
      const beginning = await file.slice(0, largestLogoBytes + 1).arrayBuffer();
      const checked = checkLogo(new Uint8Array(beginning));
      setRefusal(checked.ok ? null : { problem: checked.problem, file });
      if (checked.ok) onChange({ file, url: URL.createObjectURL(file), image: checked.image });
    },
    remove: () => {
      setRefusal(null);
      onChange(null);
    },
  };
}

interface LogoWordsProps {
  readonly id: string;
  readonly refusal: Refusal | null;
  readonly chosen: ChosenLogo | null;
}

/** What may be chosen, what was wrong with a choice, and which one waits for being saved. */
function LogoWords({ id, refusal, chosen }: LogoWordsProps) {
  const t = useTranslations('appearance');
  const locale = useLocale();
  const limit = formatBytes(largestLogoBytes, locale);
  return (
    <>
      <p id={`${id}-hint`} className="text-12 text-quiet">
        {t('logoHint', { size: limit })}
      </p>
      <p
        id={`${id}-error`}
        role="alert"
        className="text-12 font-semibold break-words text-danger empty:hidden"
      >
        {refusal &&
          t(`logoProblem.${refusal.problem}`, {
            name: refusal.file.name,
            size: formatBytes(refusal.file.size, locale),
            limit,
            pixels: mostLogoPixels,
          })}
      </p>
      <p role="status" className="break-words empty:hidden">
        {chosen && t('logoChosen', { name: chosen.file.name })}
      </p>
    </>
  );
}
