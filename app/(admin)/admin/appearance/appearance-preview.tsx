'use client';

import { useTranslations } from 'next-intl';
import { accentStyle } from '@/app/_components/accent-style';
import { buttonClass } from '@/app/_components/button-class';
import { classNames } from '@/app/_components/class-names';
import { Logo } from '@/app/_components/logo';
import { Wordmark } from '@/app/_components/wordmark';
import type { ShownLogo } from '@/app/(admin)/admin/appearance/appearance-draft';
import type { DerivedAccent } from '@/lib/core/appearance/derive-accent';
import { type Light, lights } from '@/lib/core/appearance/grounds';

interface PreviewProps {
  readonly name: string;
  /** Null: Foyer's mark. */
  readonly logo: ShownLogo | null;
  /** Null: Foyer's own accent, and so for one that is refused. */
  readonly derived: DerivedAccent | null;
}

/** A page as it would be, light and dark. */
export function AppearancePreview(parts: PreviewProps) {
  const t = useTranslations('appearance');
  return (
    <section aria-labelledby="preview">
      <h2 id="preview" className="mb-2 text-16 font-semibold">
        {t('preview')}
      </h2>
      <div className="grid gap-4 sm:grid-cols-2">
        {lights.map((light) => (
          <PreviewPage key={light} light={light} {...parts} />
        ))}
      </div>
    </section>
  );
}

function PreviewPage({ light, name, logo, derived }: PreviewProps & { readonly light: Light }) {
  const t = useTranslations();
  return (
    <figure>
      <figcaption className="mb-1 text-12 text-quiet">
        {t(light === 'light' ? 'nav.themeLight' : 'nav.themeDark')}
      </figcaption>
      <div
        data-theme={light}
        style={accentStyle(derived)}
        className="overflow-hidden rounded-control border border-edge bg-page text-ink"
      >
        <div className="flex min-h-14 flex-wrap items-center gap-4 border-b border-hairline bg-surface px-4">
          {logo ? <Logo {...logo} name={name} /> : <Wordmark name={t('app.name')} />}
          <span className="flex min-h-10 items-center border-b-2 border-accent font-semibold">
            {t('nav.search')}
          </span>
        </div>
        <PreviewContent />
      </div>
    </figure>
  );
}

/** The parts of a page that have the accent; they do nothing. */
function PreviewContent() {
  const t = useTranslations('appearance');
  return (
    <div className="grid gap-3 p-4">
      <div className="flex flex-wrap items-center gap-3">
        <span className={buttonClass('primary')}>{t('sampleButton')}</span>
        <span className={classNames(buttonClass(), 'outline-2 outline-offset-2 outline-accent')}>
          {t('sampleFocus')}
        </span>
        <span className="text-accent underline">{t('sampleLink')}</span>
      </div>
      <div className="grid grid-cols-2">
        <span className="state-mine rounded-control px-2 py-1 font-semibold">
          {t('sampleMine')}
        </span>
        <span className="state-busy rounded-control px-2 py-1">{t('sampleBusy')}</span>
      </div>
      <p className="rounded-control border border-accent bg-accent-soft p-2">
        {t('sampleNotice')} <span className="text-quiet">{t('sampleQuiet')}</span>
      </p>
    </div>
  );
}
