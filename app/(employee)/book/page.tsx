import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { BookPage } from '@/app/(employee)/book/book-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('book');
  return { title: t('title') };
}

export default function Page() {
  return (
    <Suspense>
      <BookPage />
    </Suspense>
  );
}
