import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConnectionPage } from '@/app/(admin)/admin/connections/[id]/connection-page';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connections');
  return { title: t('title') };
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return <ConnectionPage connectionId={decodeURIComponent(id)} />;
}
