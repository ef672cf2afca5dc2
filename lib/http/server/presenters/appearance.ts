import type { Appearance, Logo } from '@/lib/core/appearance/appearance';
import { deriveAccent } from '@/lib/core/appearance/derive-accent';
import { formatInstant } from '@/lib/core/time/instant';
import {
  type AppearanceAnswer,
  type LogoAnswer,
  logoAddress,
} from '@/lib/http/contract/appearance';

export function presentAppearance({
  organisationName,
  accent,
  logo,
}: Appearance): AppearanceAnswer {
  const derived = accent && deriveAccent(accent);
  return {
    organisationName,
    accent,
    shades: derived?.ok ? derived.shades : null,
    logo: logo && presentLogo(logo),
  };
}

function presentLogo({ version, type, width, height, byteCount, uploadedAt }: Logo): LogoAnswer {
  const url = logoAddress(version);
  return { url, type, width, height, byteCount, uploadedAt: formatInstant(uploadedAt) };
}
