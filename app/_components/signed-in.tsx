import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { Mark } from '@/app/_components/mark';
import { ReaderProvider } from '@/app/_components/reader';
import { Shell } from '@/app/_components/shell';
import { parseTheme, themeCookie } from '@/app/_components/theme';
import { signInAddress } from '@/lib/auth/page-header';
import type { Appearance } from '@/lib/core/appearance/appearance';
import type { Person } from '@/lib/core/places/person';

interface SignedInProps {
  /** Null: nobody is signed in. */
  readonly person: Person | null;
  readonly appearance: Appearance | null;
  readonly children: ReactNode;
}

/** Tells its pages who reads them and puts the shell around them; whoever is signed out signs in first. */
export async function SignedIn({ person, appearance, children }: SignedInProps) {
  if (!person) redirect(signInAddress(await headers()));
  const { id, email, name, role, locale, timeZone, hourCycle, firstWeekday } = person;
  const me = { id, email, name, role, locale, timeZone, hourCycle, firstWeekday };
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <ReaderProvider me={me}>
      <Shell mark={<Mark appearance={appearance} />} theme={theme}>
        {children}
      </Shell>
    </ReaderProvider>
  );
}
