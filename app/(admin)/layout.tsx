import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import { SignedIn } from '@/app/_components/signed-in';
import { AdminOnly } from '@/app/(admin)/admin-only';
import { getContainer } from '@/lib/container';

/** The administrators' pages have words of their own, which the others need not load. */
export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  const { auth, currentAppearance } = await getContainer();
  const [person, appearance] = await Promise.all([auth.currentPerson(), currentAppearance()]);
  return (
    <NextIntlClientProvider messages={await getMessages()}>
      <SignedIn person={person} appearance={appearance}>
        <AdminOnly>{children}</AdminOnly>
      </SignedIn>
    </NextIntlClientProvider>
  );
}
