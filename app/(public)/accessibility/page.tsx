import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageLink } from '@/app/_components/page-link';

const sections = ['reader', 'sight', 'help'] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accessibilityPage');
  return { title: t('title') };
}

export default async function Page() {
  const t = await getTranslations('accessibilityPage');
  return (
    <article className="max-w-2xl text-16">
      <h1 className="mb-3 text-28 font-semibold tracking-tight">{t('title')}</h1>
      <p className="mb-8 text-20 text-quiet">{t('lead')}</p>
      <h2 className="mb-2 text-20 font-semibold">{t('keyboardTitle')}</h2>
      <p className="mb-2">{t('keyboardText')}</p>
      <p className="mb-8">
        <PageLink href="/help/keyboard" className="inline-block py-1 underline hover:text-accent">
          {t('keyboardLink')}
        </PageLink>
      </p>
      {sections.map((section) => (
        <section key={section} className="mb-8">
          <h2 className="mb-2 text-20 font-semibold">{t(`${section}Title`)}</h2>
          <p>{t(`${section}Text`)}</p>
        </section>
      ))}
    </article>
  );
}
