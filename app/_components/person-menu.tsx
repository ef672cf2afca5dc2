'use client';

import { ChevronDown, LogOut } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { Button } from '@/app/_components/button';
import { buttonClass } from '@/app/_components/button-class';
import { ErrorLine } from '@/app/_components/error-line';
import { Field } from '@/app/_components/field';
import { LanguageOptions } from '@/app/_components/language-options';
import { PageLink } from '@/app/_components/page-link';
import { useReader } from '@/app/_components/reader';
import { Select } from '@/app/_components/select';
import type { Theme } from '@/app/_components/theme';
import { ThemeField } from '@/app/_components/theme-field';
import { useAccountChange } from '@/app/_components/use-account-change';
import { useDismiss } from '@/app/_components/use-dismiss';
import { useErrorText } from '@/app/_components/use-error-text';
import { signOut } from '@/lib/http/client/session';

/** Who is signed in, how the pages look and speak to them, and the way out. */
export function PersonMenu({ theme }: { readonly theme: Theme }) {
  const t = useTranslations('nav');
  const { name, email } = useReader();
  const [open, setOpen] = useState(false);
  const wrapper = useRef<HTMLDivElement>(null);
  const close = useCallback(() => setOpen(false), []);
  useDismiss(wrapper, open, close);
  return (
    <div ref={wrapper} className="relative">
      <button
        type="button"
        aria-expanded={open}
        aria-label={t('person', { name })}
        onClick={() => setOpen(!open)}
        className="flex min-h-9 items-center gap-1 rounded-control px-2 hover:bg-accent-soft"
      >
        <span className="max-w-40 truncate">{name}</span>
        <ChevronDown aria-hidden size={16} className="shrink-0 text-quiet" />
      </button>
      {open && (
        <div className="absolute inset-e-0 top-full z-30 mt-1 grid w-64 gap-4 rounded-control bg-surface p-4 shadow-float">
          <div className="min-w-0">
            <p className="truncate font-semibold">{name}</p>
            <p className="truncate text-12 text-quiet">{email}</p>
          </div>
          <LanguageField />
          <ThemeField initial={theme} />
          <PageLink href="/settings" onClick={close} className={buttonClass()}>
            {t('settings')}
          </PageLink>
          <SignOutButton />
        </div>
      )}
    </div>
  );
}

function LanguageField() {
  const t = useTranslations('nav');
  const locale = useLocale();
  const errorText = useErrorText();
  const saving = useAccountChange();
  return (
    <div className="grid gap-1">
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
      {saving.error && <ErrorLine>{errorText(saving.error)}</ErrorLine>}
    </div>
  );
}

function SignOutButton() {
  const t = useTranslations('nav');
  const [state, setState] = useState<'idle' | 'leaving' | 'failed'>('idle');
  const leave = async () => {
    setState('leaving');
    try {
      window.location.assign(await signOut());
    } catch {
      setState('failed');
    }
  };
  return (
    <div className="grid gap-1">
      <Button disabled={state === 'leaving'} onClick={() => void leave()}>
        <LogOut aria-hidden size={16} />
        {t('signOut')}
      </Button>
      {state === 'failed' && <ErrorLine>{t('signOutFailed')}</ErrorLine>}
    </div>
  );
}
