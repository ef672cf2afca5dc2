import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { KeyboardHelp } from '@/app/_components/keyboard/keyboard-help';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('keyboard');
  return { title: t('title') };
}

export default async function Page() {
  const t = await getTranslations('keyboard');
  return (
    <article className="max-w-2xl">
      <h1 className="mb-3 text-28 font-semibold tracking-tight">{t('title')}</h1>
      <p className="mb-8 text-20 text-quiet">{t('lead')}</p>
      <KeyboardHelp headings="h2" />
    </article>
  );
}
