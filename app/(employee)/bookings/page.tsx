import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BookingsPage } from '@/app/(employee)/bookings/bookings-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('bookings');
  return { title: t('title') };
}

export default function Page() {
  return <BookingsPage />;
}
