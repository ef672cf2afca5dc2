import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import { parseTheme, themeCookie } from '@/app/_components/theme';
import { ThemeField } from '@/app/_components/theme-field';
import { AccountFields } from '@/app/(employee)/settings/account-fields';
import { HomeBuildingField } from '@/app/(employee)/settings/home-building-field';
import { SessionsSection } from '@/app/(employee)/settings/sessions-section';
import { TokensSection } from '@/app/(employee)/settings/tokens-section';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings');
  return { title: t('title') };
}

export default async function Page() {
  const t = await getTranslations('settings');
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <div className="mx-auto grid max-w-xl gap-10">
      <h1 className="text-20 font-semibold">{t('title')}</h1>
      <section aria-labelledby="account" className="grid gap-4">
        <h2 id="account" className="text-16 font-semibold">
          {t('account')}
        </h2>
        <AccountFields zones={Intl.supportedValuesOf('timeZone')} />
      </section>
      <section aria-labelledby="device" className="grid gap-4">
        <h2 id="device" className="text-16 font-semibold">
          {t('device')}
        </h2>
        <HomeBuildingField />
        <ThemeField initial={theme} />
      </section>
      <SessionsSection />
      <TokensSection />
    </div>
  );
}
