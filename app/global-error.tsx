'use client';

import en from '@/lib/i18n/messages/en.json';
import fr from '@/lib/i18n/messages/fr.json';

/** When even the frame of the pages broke: no provider, no styles, both languages. */
export default function GlobalError({ reset }: { readonly reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', margin: '4rem auto', maxWidth: '36rem' }}>
        <title>{en.app.name}</title>
        {[en, fr].map(({ errorPage, common }) => (
          <main key={common.retry} lang={common.retry === en.common.retry ? 'en' : 'fr'}>
            <h1>{errorPage.title}</h1>
            <p>{errorPage.text}</p>
            <button type="button" onClick={reset}>
              {common.retry}
            </button>
          </main>
        ))}
      </body>
    </html>
  );
}
