import type { CSSProperties } from 'react';
import type { DerivedAccent, Shades } from '@/lib/core/appearance/derive-accent';
import { type Light, lights } from '@/lib/core/appearance/grounds';

type TokenStyle = CSSProperties & Readonly<Record<`--${string}`, string>>;

/**
 * The accent for the element that has the theme, by the names under which the style sheet looks for it;
 * null: Foyer's own, also within a page that has another.
 */
export function accentStyle(derived: DerivedAccent | null): TokenStyle {
  const tokens = lights.flatMap((light) =>
    Object.entries(tokensOf(derived?.ok ? derived.shades[light] : null, light)),
  );
  return Object.fromEntries(tokens);
}

function tokensOf(shades: Shades | null, light: Light): Readonly<Record<string, string>> {
  return {
    [`--${light}-accent`]: shades?.accent ?? 'initial',
    [`--${light}-accent-strong`]: shades?.strong ?? 'initial',
    [`--${light}-accent-soft`]: shades?.soft ?? 'initial',
    [`--${light}-on-accent`]: shades?.onAccent ?? 'initial',
  };
}
