import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { ReaderProvider } from '@/app/_components/reader';
import { Shell } from '@/app/_components/shell';
import { parseTheme, themeCookie } from '@/app/_components/theme';
import { getContainer } from '@/lib/container';

/** Tells its pages who reads them and puts the shell around them; whoever is signed out signs in first. */
export async function SignedIn({ children }: { readonly children: ReactNode }) {
  const { auth } = await getContainer();
  const person = await auth.currentPerson();
  if (!person) redirect('/sign-in');
  const { id, email, name, role, locale, timeZone } = person;
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <ReaderProvider me={{ id, email, name, role, locale, timeZone }}>
      <Shell theme={theme}>{children}</Shell>
    </ReaderProvider>
  );
}
