import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Notice } from '@/app/_components/notice';
import { SignInChoices } from '@/app/(public)/sign-in/sign-in-choices';
import { parseSignInError } from '@/lib/auth/sign-in-error';
import { getContainer } from '@/lib/container';

interface SignInPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn');
  return { title: t('title') };
}

export default async function Page({ searchParams }: SignInPageProps) {
  const { error, callbackUrl } = await searchParams;
  const { auth, people } = await getContainer();
  if (await auth.currentPerson()) redirect('/');
  const demoPeople = auth.ways.includes('demo') ? await people.list() : [];
  const t = await getTranslations('signIn');
  return (
    <div className="mx-auto grid max-w-md gap-6">
      <div>
        <h1 className="text-28 font-semibold tracking-tight">{t('title')}</h1>
        <p className="text-16 text-quiet">{t('lead')}</p>
      </div>
      {typeof error === 'string' && (
        <Notice tone="danger" role="alert">
          {t(`error.${parseSignInError(error)}`)}
        </Notice>
      )}
      {auth.ways.length === 0 && <p>{t('none')}</p>}
      <SignInChoices
        hasOidc={auth.ways.includes('oidc')}
        people={demoPeople.map(({ id, name, email, role }) => ({ id, name, email, role }))}
        callbackUrl={typeof callbackUrl === 'string' ? callbackUrl : '/'}
      />
    </div>
  );
}
