import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConnectionsPage } from '@/app/(admin)/admin/connections/connections-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connections');
  return { title: t('title') };
}

export default function Page() {
  return <ConnectionsPage />;
}
