import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

const keys = ['Arrows', 'Shift', 'HomeEnd', 'Page', 'Enter', 'Escape'] as const;
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
      <p className="mb-3">{t('keyboardText')}</p>
      <dl className="mb-8 border-b border-hairline">
        {keys.map((key) => (
          <div
            key={key}
            className="grid gap-x-4 border-t border-hairline py-2 sm:grid-cols-[16rem_1fr]"
          >
            <dt className="font-semibold">{t(`key${key}`)}</dt>
            <dd>{t(`key${key}Text`)}</dd>
          </div>
        ))}
      </dl>
      {sections.map((section) => (
        <section key={section} className="mb-8">
          <h2 className="mb-2 text-20 font-semibold">{t(`${section}Title`)}</h2>
          <p>{t(`${section}Text`)}</p>
        </section>
      ))}
    </article>
  );
}
