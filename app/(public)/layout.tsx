import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Mark } from '@/app/_components/mark';
import { PageLink } from '@/app/_components/page-link';
import { getContainer } from '@/lib/container';

/** Pages that anybody may read. */
export default async function PublicLayout({ children }: { readonly children: ReactNode }) {
  const t = await getTranslations('app');
  const { currentAppearance } = await getContainer();
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="border-b border-hairline bg-surface">
        <div className="mx-auto flex h-14 max-w-6xl items-center px-4 sm:px-6">
          <PageLink href="/" className="rounded-control py-1">
            <Mark appearance={await currentAppearance()} />
          </PageLink>
        </div>
      </header>
      <main className="mx-auto w-full max-w-6xl grow px-4 py-8 sm:px-6 sm:py-12">{children}</main>
      <footer className="border-t border-hairline">
        <nav
          aria-label={t('footer')}
          className="mx-auto flex max-w-6xl flex-wrap gap-x-6 px-4 py-4 text-12 sm:px-6"
        >
          <PageLink href="/accessibility" className="py-1 text-quiet underline hover:text-ink">
            {t('accessibility')}
          </PageLink>
          <PageLink href="/help/keyboard" className="py-1 text-quiet underline hover:text-ink">
            {t('keyboard')}
          </PageLink>
        </nav>
      </footer>
    </div>
  );
}
