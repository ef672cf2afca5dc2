import { getTranslations } from 'next-intl/server';
import { Logo } from '@/app/_components/logo';
import { Wordmark } from '@/app/_components/wordmark';
import type { Appearance } from '@/lib/core/appearance/appearance';
import { logoAddress } from '@/lib/http/contract/appearance';

/** Whose pages these are: the organisation's logo, or Foyer's name beside its mark. */
export async function Mark({ appearance }: { readonly appearance: Appearance | null }) {
  const t = await getTranslations('app');
  if (!appearance?.logo) return <Wordmark name={t('name')} />;
  const { logo, organisationName } = appearance;
  return <Logo src={logoAddress(logo.version)} name={organisationName} size={logo} />;
}
