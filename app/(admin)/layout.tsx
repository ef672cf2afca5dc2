import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import { SignedIn } from '@/app/_components/signed-in';
import { AdminOnly } from '@/app/(admin)/admin-only';

/** The administrators' pages have words of their own, which the others need not load. */
export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  return (
    <NextIntlClientProvider messages={await getMessages()}>
      <SignedIn>
        <AdminOnly>{children}</AdminOnly>
      </SignedIn>
    </NextIntlClientProvider>
  );
}
