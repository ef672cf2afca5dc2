import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { PageLink } from '@/app/_components/page-link';
import { QrCode } from '@/app/_components/qr-code';
import { PrintButton } from '@/app/(employee)/rooms/[id]/door/print-button';
import { signInAddress } from '@/lib/auth/page-header';
import { requestOrigin } from '@/lib/auth/request-origin';
import { getContainer } from '@/lib/container';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const [t, room] = await Promise.all([getTranslations('room'), findRoom(params)]);
  return { title: t('doorTitle', { room: room.name }) };
}

/** A sheet for the door: the room's name, and a code that leads to its page. */
export default async function Page({ params }: PageProps) {
  const [t, room] = await Promise.all([getTranslations(), findRoom(params)]);
  const address = `${await originOfReader()}/rooms/${encodeURIComponent(room.id)}`;
  const { name } = room;
  return (
    <div className="mx-auto grid max-w-xl gap-6">
      <p className="no-print text-12">
        <PageLink
          href={`/rooms/${encodeURIComponent(room.id)}`}
          className="inline-block py-1 underline underline-offset-4"
        >
          {t('room.doorBack', { room: name })}
        </PageLink>
      </p>
      <div className="no-print flex flex-wrap items-center justify-between gap-4">
        <p className="max-w-sm text-quiet">{t('room.doorHint')}</p>
        <PrintButton />
      </div>
      <div className="grid justify-items-center gap-4 rounded-control border border-hairline bg-surface p-8 text-center print:border-0 print:p-0">
        <div>
          <h1 className="text-28 font-semibold tracking-tight break-words">{name}</h1>
          <p className="text-16 text-quiet">{room.building.name}</p>
        </div>
        <QrCode
          text={address}
          label={t('room.doorCode', { room: name, address })}
          className="w-full max-w-72 rounded-control print:max-w-96"
        />
        <p className="max-w-72 text-16">{t('room.doorScan', { room: name })}</p>
      </div>
    </div>
  );
}

async function findRoom(params: PageProps['params']) {
  const { id } = await params;
  const { auth, places } = await getContainer();
  const person = await auth.currentPerson();
  if (!person) redirect(signInAddress(await headers()));
  const { organisationId } = person;
  const roomIds = [decodeURIComponent(id)];
  const [room] = await places.findRooms({ organisationId, roomIds });
  return room ?? notFound();
}

async function originOfReader(): Promise<string> {
  const { publicUrl } = await getContainer();
  return requestOrigin(new Request(publicUrl, { headers: await headers() }), publicUrl);
}
