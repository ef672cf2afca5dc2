import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FirstAnswers } from '@/app/_first-answers/first-answers';
import { firstGridAnswers } from '@/app/_first-answers/first-grid-answers';
import { inTime } from '@/app/_first-answers/in-time';
import { readSurroundings } from '@/app/_first-answers/read-surroundings';
import { type SearchParams, toAddress } from '@/app/_first-answers/to-address';
import { GridPage } from '@/app/(employee)/grid/grid-page';
import { getContainer } from '@/lib/container';

interface PageProps {
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('grid');
  return { title: t('title') };
}

/** Painted by the server with what it asks for first; no Suspense, which would come in two parts. */
export default async function Page({ searchParams }: PageProps) {
  const { auth, log } = await getContainer();
  const person = await auth.currentPerson();
  const around = await readSurroundings(person);
  const askedAtMs = Date.now();
  const address = toAddress(await searchParams);
  const onFailure = (error: unknown) => log.warn({ err: error }, 'a page comes without its rooms');
  const answers = person && (await inTime(firstGridAnswers(address, around), onFailure));
  return (
    <FirstAnswers {...{ around, askedAtMs }} answers={answers ?? []}>
      <GridPage />
    </FirstAnswers>
  );
}
