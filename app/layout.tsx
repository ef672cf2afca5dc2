import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies } from 'next/headers';
import { type Messages, NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { accentStyle } from '@/app/_components/accent-style';
import { Providers } from '@/app/_components/providers';
import { parseTheme, themeCookie } from '@/app/_components/theme';
import { getContainer } from '@/lib/container';
import { deriveAccent } from '@/lib/core/appearance/derive-accent';
import '@/app/globals.css';

const inter = localFont({
  src: './_generated/inter.woff2',
  weight: '400 700',
  variable: '--font-inter',
  display: 'swap',
});

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app');
  const name = t('name');
  return { title: { default: name, template: `%s – ${name}` }, description: t('description') };
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#1a1d20' },
  ],
};

/** Every page is for the person who asks: none is made while building, where there is no database. */
export const dynamic = 'force-dynamic';

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const [locale, jar, messages, style] = await Promise.all([
    getLocale(),
    cookies(),
    getMessages(),
    ownStyle(),
  ]);
  const words = wordsOfBrowser(messages);
  const theme = parseTheme(jar.get(themeCookie)?.value);
  return (
    <html lang={locale} data-theme={theme} className={inter.variable} style={style}>
      <body>
        <NextIntlClientProvider messages={words}>
          <Providers>{children}</Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}

/** The accent of the organisation comes with the page: no other is painted before it. */
async function ownStyle() {
  const { currentAppearance } = await getContainer();
  const accent = (await currentAppearance())?.accent ?? null;
  return accent === null ? undefined : accentStyle(deriveAccent(accent));
}

/**
 * Words of the administrators' pages travel with those alone; those of feeds and mails are for no
 * page, and two pages are painted by the server alone.
 */
function wordsOfBrowser(messages: Messages) {
  const { appearance: _appearance, connections: _connections, ...others } = messages;
  const { feed: _feed, mail: _mail, ...words } = others;
  const { accessibilityPage: _accessibility, notFoundPage: _notFound, ...needed } = words;
  return needed;
}
