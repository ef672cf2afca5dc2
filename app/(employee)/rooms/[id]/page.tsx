import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RoomPage } from '@/app/(employee)/rooms/[id]/room-page';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('grid');
  return { title: t('room') };
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return <RoomPage roomId={decodeURIComponent(id)} />;
}
