'use client';

import Image from 'next/image';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { buttonClass } from '@/app/_components/button-class';
import { FavouriteButton } from '@/app/_components/favourite-button';
import { FeatureList } from '@/app/_components/feature-list';
import { PageLink } from '@/app/_components/page-link';
import { useFloorText } from '@/app/_components/use-floor-text';
import { usePolicyWords } from '@/app/_components/use-policy-words';
import type { RoomAnswer } from '@/lib/http/contract/places';

/** What there is to know of a room before one looks at its times. */
export function RoomFacts({ room }: { readonly room: RoomAnswer }) {
  const t = useTranslations();
  const floorText = useFloorText();
  const words = usePolicyWords(room.policy);
  return (
    <div className="grid content-start gap-6">
      <div>
        <div className="flex items-center gap-2">
          <h1 className="min-w-0 text-28 font-semibold tracking-tight break-words">{room.name}</h1>
          <FavouriteButton room={room} />
        </div>
        <p className="text-quiet">
          {t('common.roomAt', { building: room.building, floor: floorText(room.floor) })}
        </p>
      </div>
      {room.photoUrl && (
        <Image
          src={room.photoUrl}
          alt=""
          unoptimized
          width={640}
          height={360}
          className="aspect-video w-full rounded-control object-cover"
        />
      )}
      <dl className="border-t border-hairline">
        <Fact name={t('room.capacity')}>{t('common.capacity', { count: room.capacity })}</Fact>
        <Fact name={t('room.equipment')}>
          {room.features.length > 0 ? (
            <FeatureList features={room.features} accessible={false} />
          ) : (
            t('room.noEquipment')
          )}
        </Fact>
        <Fact name={t('room.access')}>
          {t(room.accessible ? 'room.accessible' : 'room.notAccessible')}
        </Fact>
        <Fact name={t('room.zone')}>{room.timeZone.replaceAll('_', ' ')}</Fact>
        <Fact name={t('policy.title')}>
          <ul className="grid gap-1">
            {[...words.when, ...words.room].map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </Fact>
      </dl>
      <p className="flex flex-wrap gap-2">
        <PageLink
          href={`/grid?${new URLSearchParams({ building: room.buildingId, room: room.id })}`}
          className={buttonClass()}
        >
          {t('room.showInGrid')}
        </PageLink>
        <PageLink href={`/rooms/${encodeURIComponent(room.id)}/door`} className={buttonClass()}>
          {t('room.door')}
        </PageLink>
      </p>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7rem_minmax(0,1fr)] gap-4 border-b border-hairline py-3">
      <dt className="text-quiet">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
