'use server';

import { cookies } from 'next/headers';
import { parseTheme, type Theme, themeCookie } from '@/app/_components/theme';
import { isLocale, type Locale, localeCookie } from '@/lib/i18n/locales';

const yearSeconds = 365 * 24 * 3_600;
const kept = { path: '/', maxAge: yearSeconds, sameSite: 'lax', httpOnly: true } as const;

/** Keeps the language on this device; the pages are painted anew in it. */
export async function chooseLocale(locale: Locale): Promise<void> {
  if (isLocale(locale)) (await cookies()).set(localeCookie, locale, kept);
}

/** Keeps on this device how the pages are lit. */
export async function chooseTheme(theme: Theme): Promise<void> {
  (await cookies()).set(themeCookie, parseTheme(theme), kept);
}
