'use client';

import { lastWords } from '@/lib/i18n/last-words';
import { locales } from '@/lib/i18n/locales';

/** When even the frame of the pages broke: no provider, no styles, every language. */
export default function GlobalError({ reset }: { readonly reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', margin: '4rem auto', maxWidth: '36rem' }}>
        <title>{lastWords.en.name}</title>
        {locales.map((locale) => (
          <main key={locale} lang={locale}>
            <h1>{lastWords[locale].title}</h1>
            <p>{lastWords[locale].text}</p>
            <button type="button" onClick={reset}>
              {lastWords[locale].retry}
            </button>
          </main>
        ))}
      </body>
    </html>
  );
}
