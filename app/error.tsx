'use client';

import { useLocale } from 'next-intl';
import { Button } from '@/app/_components/button';
import { buttonClass } from '@/app/_components/button-class';
import { lastWords } from '@/lib/i18n/last-words';

/** A page that broke: what that means for the reader, and two ways on. */
export default function ErrorPage({
  reset,
}: {
  readonly error: Error;
  readonly reset: () => void;
}) {
  const words = lastWords[useLocale()];
  return (
    <main className="mx-auto grid max-w-xl justify-items-start gap-3 px-4 py-16 sm:px-6">
      <h1 className="text-28 font-semibold tracking-tight">{words.title}</h1>
      <p className="text-16 text-quiet">{words.text}</p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" size="large" onClick={reset}>
          {words.retry}
        </Button>
        <a href="/" className={buttonClass('secondary', 'large')}>
          {words.home}
        </a>
      </div>
    </main>
  );
}
