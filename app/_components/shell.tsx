'use client';

import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef } from 'react';
import { classNames } from '@/app/_components/class-names';
import { HelpKey } from '@/app/_components/keyboard/help-key';
import { OfflineBanner } from '@/app/_components/offline-banner';
import { PageLink } from '@/app/_components/page-link';
import { PersonMenu } from '@/app/_components/person-menu';
import { useReader } from '@/app/_components/reader';
import type { Theme } from '@/app/_components/theme';
import { useFocusKeeper } from '@/app/_components/use-focus-keeper';
import { atLeast, type Role } from '@/lib/core/places/role';

interface ShellProps {
  /** Whose pages these are. */
  readonly mark: ReactNode;
  readonly theme: Theme;
  readonly children: ReactNode;
}

const destinations = [
  { href: '/', name: 'search', for: 'employee' },
  { href: '/grid', name: 'grid', for: 'employee' },
  { href: '/bookings', name: 'bookings', for: 'employee' },
  { href: '/admin/connections', name: 'connections', for: 'admin' },
  { href: '/admin/appearance', name: 'appearance', for: 'admin' },
] as const satisfies readonly { href: string; name: string; for: Role }[];

/** What surrounds every page of a signed-in person. The grid takes the whole window. */
export function Shell({ mark, theme, children }: ShellProps) {
  const t = useTranslations();
  const pathname = usePathname();
  const main = useRef<HTMLElement>(null);
  useFocusKeeper(main);
  const isWhole = pathname === '/grid';
  const width = isWhole ? 'max-w-none' : 'max-w-6xl';
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="forced-exact sr-only rounded-control bg-accent px-3 py-2 font-semibold text-on-accent focus:not-sr-only focus:absolute focus:inset-s-2 focus:top-2 focus:z-50"
      >
        {t('app.skip')}
      </a>
      <Header mark={mark} theme={theme} width={width} />
      <OfflineBanner />
      <main
        ref={main}
        id="content"
        tabIndex={-1}
        className={classNames(
          'mx-auto w-full grow px-4 outline-none sm:px-6',
          width,
          isWhole ? 'py-4' : 'py-6 sm:py-8',
        )}
      >
        {children}
      </main>
      {!isWhole && <Footer />}
      <HelpKey />
    </div>
  );
}

interface HeaderProps extends Pick<ShellProps, 'mark' | 'theme'> {
  /** The class that gives its width. */
  readonly width: string;
}

function Header({ mark, theme, width }: HeaderProps) {
  const t = useTranslations();
  const pathname = usePathname();
  const { role } = useReader();
  const offered = destinations.filter((each) => atLeast(role, each.for));
  return (
    <header className="border-b border-hairline bg-surface">
      <div
        className={classNames(
          'mx-auto flex flex-wrap items-center gap-x-8 px-4 sm:h-14 sm:px-6',
          width,
        )}
      >
        <PageLink href="/" className="rounded-control py-3 sm:py-1">
          {mark}
        </PageLink>
        <nav
          aria-label={t('app.mainNavigation')}
          className="order-last -mx-2 flex w-full flex-wrap gap-x-2 sm:order-none sm:mx-0 sm:h-full sm:w-auto sm:gap-x-4"
        >
          {offered.map(({ href, name }) => (
            <PageLink
              key={href}
              href={href}
              aria-current={pathname === href ? 'page' : undefined}
              className={classNames(
                'flex min-h-10 items-center border-b-2 px-2 text-14 sm:h-full',
                pathname === href
                  ? 'border-accent font-semibold text-ink'
                  : 'border-transparent text-quiet hover:text-ink forced-colors:border-[Canvas]',
              )}
            >
              {t(`nav.${name}`)}
            </PageLink>
          ))}
        </nav>
        <div className="no-print ms-auto">
          <PersonMenu theme={theme} />
        </div>
      </div>
    </header>
  );
}

function Footer() {
  const t = useTranslations('app');
  return (
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
        <a href="/api/docs" className="min-w-6 py-1 text-quiet underline hover:text-ink">
          {t('api')}
        </a>
      </nav>
    </footer>
  );
}
