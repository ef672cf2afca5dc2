import { getTranslations } from 'next-intl/server';
import { buttonClass } from '@/app/_components/button-class';

/** With a plain link: what this page runs travels with every other page too. */
export default async function NotFound() {
  const t = await getTranslations('notFoundPage');
  return (
    <main className="mx-auto grid max-w-xl justify-items-start gap-3 px-4 py-16 sm:px-6">
      <h1 className="text-28 font-semibold tracking-tight">{t('title')}</h1>
      <p className="text-16 text-quiet">{t('text')}</p>
      <a href="/" className={buttonClass('primary', 'large')}>
        {t('home')}
      </a>
    </main>
  );
}
