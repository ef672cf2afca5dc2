import { defaultLocale, isLocale, type Locale } from '@/lib/i18n/locales';

export interface LocaleWishes {
  /** What the person has set, BCP 47. */
  readonly setting?: string | null | undefined;
  /** Last used on this device. */
  readonly cookie?: string | undefined;
  /** The header as the browser sends it (RFC 9110 section 12.5.4). */
  readonly acceptLanguage?: string | null | undefined;
}

/** The first wish that Foyer can fulfil; a region is ignored, since catalogues are by language. */
export function pickLocale({ setting, cookie, acceptLanguage }: LocaleWishes): Locale {
  const wished = [setting, cookie, ...byWeight(acceptLanguage ?? '')];
  for (const tag of wished) {
    const language = tag?.split('-')[0]?.toLowerCase();
    if (isLocale(language)) return language;
  }
  return defaultLocale;
}

function byWeight(header: string): readonly string[] {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const weight = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
