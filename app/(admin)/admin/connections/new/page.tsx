import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewConnectionPage } from '@/app/(admin)/admin/connections/new/new-connection-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connections');
  return { title: t('newTitle') };
}

export default function Page() {
  return <NewConnectionPage />;
}
