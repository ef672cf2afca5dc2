import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { OneBookingPage } from '@/app/(employee)/bookings/[id]/one-booking-page';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('bookings');
  return { title: t('one') };
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  return <OneBookingPage bookingId={decodeURIComponent(id)} />;
}
