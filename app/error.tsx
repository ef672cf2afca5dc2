'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { buttonClass } from '@/app/_components/button-class';

/** A page that broke: what that means for the reader, and two ways on. */
export default function ErrorPage({
  reset,
}: {
  readonly error: Error;
  readonly reset: () => void;
}) {
  const t = useTranslations();
  return (
    <main className="mx-auto grid max-w-xl justify-items-start gap-3 px-4 py-16 sm:px-6">
      <h1 className="text-28 font-semibold tracking-tight">{t('errorPage.title')}</h1>
      <p className="text-16 text-quiet">{t('errorPage.text')}</p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" size="large" onClick={reset}>
          {t('common.retry')}
        </Button>
        <a href="/" className={buttonClass('secondary', 'large')}>
          {t('errorPage.home')}
        </a>
      </div>
    </main>
  );
}
