'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/app/_components/button';
import { controlClass } from '@/app/_components/control-class';
import { Field } from '@/app/_components/field';
import type { TypedAccent } from '@/app/(admin)/admin/appearance/appearance-draft';
import type { HexColour } from '@/lib/core/appearance/colour';
import { leastChroma, leastTextContrast, type Shades } from '@/lib/core/appearance/derive-accent';
import { type Light, lights } from '@/lib/core/appearance/grounds';
import { formatRatio } from '@/lib/i18n/format-ratio';

interface AccentFieldProps {
  /** As it is typed. */
  readonly text: string;
  readonly accent: TypedAccent;
  readonly onChange: (text: string) => void;
}

/** What the palette begins with. */
const foyersAccent = '#00586b';

/** A colour by its code or from the browser's palette, and what pages make of it. */
export function AccentField({ text, accent, onChange }: AccentFieldProps) {
  const t = useTranslations('appearance');
  const error = useAccentError(accent);
  return (
    <div>
      <Field label={t('accent')} hint={t('accentHint')} error={error}>
        {(control) => (
          <div className="flex flex-wrap gap-2">
            <input
              {...control}
              name="accent"
              value={text}
              maxLength={20}
              autoComplete="off"
              spellCheck={false}
              className={`${controlClass} max-w-40`}
              onChange={(event) => onChange(event.currentTarget.value)}
            />
            <input
              type="color"
              aria-label={t('palette')}
              value={accent.state === 'colour' ? accent.colour : foyersAccent}
              className="size-9 cursor-pointer rounded-control border border-edge bg-surface p-1"
              onChange={(event) => onChange(event.currentTarget.value)}
            />
            {text !== '' && (
              <Button variant="quiet" onClick={() => onChange('')}>
                {t('foyersAccent')}
              </Button>
            )}
          </div>
        )}
      </Field>
      <div role="status" className="mt-2 empty:hidden">
        {accent.state === 'colour' && accent.derived.ok && (
          <ShadeList colour={accent.colour} shades={accent.derived.shades} />
        )}
      </div>
    </div>
  );
}

function useAccentError(accent: TypedAccent): string | null {
  const t = useTranslations('appearance');
  const locale = useLocale();
  if (accent.state === 'malformed') return t('accentMalformed');
  if (accent.state === 'none' || accent.derived.ok) return null;
  return t('accentRefused', {
    colour: accent.colour,
    chroma: formatRatio(accent.derived.chroma, locale),
    least: formatRatio(leastChroma, locale),
  });
}

interface ShadeListProps {
  readonly colour: HexColour;
  readonly shades: Readonly<Record<Light, Shades>>;
}

/** Which shade pages of either light have, and why it is not the colour itself. */
function ShadeList({ colour, shades }: ShadeListProps) {
  const t = useTranslations('appearance');
  const locale = useLocale();
  return (
    <ul className="grid gap-1">
      {lights.map((light) => {
        const { accent, textContrast, chosenContrast } = shades[light];
        const figures = {
          light,
          colour,
          shade: accent,
          contrast: formatRatio(textContrast, locale),
          chosen: formatRatio(chosenContrast, locale),
          least: formatRatio(leastTextContrast, locale),
        };
        return <li key={light}>{t(accent === colour ? 'shadeSame' : 'shadeMoved', figures)}</li>;
      })}
    </ul>
  );
}
