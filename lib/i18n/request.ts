import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { getContainer } from '@/lib/container';
import { localeCookie } from '@/lib/i18n/locales';
import { pickLocale } from '@/lib/i18n/pick-locale';

export default getRequestConfig(async ({ locale: override }) => {
  const [jar, received] = await Promise.all([cookies(), headers()]);
  const locale = pickLocale({
    setting: override ?? (await settingOfReader()),
    cookie: jar.get(localeCookie)?.value,
    acceptLanguage: received.get('accept-language'),
  });
  const catalogue = await import(`./messages/${locale}.json`);
  return { locale, messages: catalogue.default, timeZone: 'UTC' };
});

/** What the signed-in person has set. Words must not fail with the database: the page tells of that. */
async function settingOfReader(): Promise<string | null> {
  try {
    const { auth } = await getContainer();
    return (await auth.currentPerson())?.locale ?? null;
  } catch {
    return null;
  }
}
