import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AppearancePage } from '@/app/(admin)/admin/appearance/appearance-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('appearance');
  return { title: t('title') };
}

export default function Page() {
  return <AppearancePage />;
}
