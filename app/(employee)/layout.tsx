import type { ReactNode } from 'react';
import { BookingProvider } from '@/app/_components/booking-provider';
import { SignedIn } from '@/app/_components/signed-in';
import { getContainer } from '@/lib/container';

export default async function EmployeeLayout({ children }: { readonly children: ReactNode }) {
  const { auth, currentAppearance } = await getContainer();
  const [person, appearance] = await Promise.all([auth.currentPerson(), currentAppearance()]);
  return (
    <SignedIn person={person} appearance={appearance}>
      <BookingProvider>{children}</BookingProvider>
    </SignedIn>
  );
}
