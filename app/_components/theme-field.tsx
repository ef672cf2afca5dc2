'use client';

import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { Field } from '@/app/_components/field';
import { chooseTheme } from '@/app/_components/preferences';
import { Select } from '@/app/_components/select';
import { parseTheme, type Theme, themes } from '@/app/_components/theme';

/** How the pages are lit on this device; they change as one chooses. */
export function ThemeField({ initial }: { readonly initial: Theme }) {
  const t = useTranslations('nav');
  const [theme, setTheme] = useState(initial);
  const [, change] = useTransition();
  const names = { system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') };
  return (
    <Field label={t('theme')}>
      {(control) => (
        <Select
          {...control}
          value={theme}
          onChange={(event) => {
            const chosen = parseTheme(event.currentTarget.value);
            setTheme(chosen);
            document.documentElement.dataset.theme = chosen;
            change(() => chooseTheme(chosen));
          }}
        >
          {themes.map((choice) => (
            <option key={choice} value={choice}>
              {names[choice]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
