import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ChangePage } from '@/app/(employee)/bookings/[id]/change/change-page';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('change');
  return { title: t('title') };
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return <ChangePage bookingId={decodeURIComponent(id)} />;
}
