'use client';

import { useTranslations } from 'next-intl';
import * as z from 'zod/mini';
import type { TestAnswer } from '@/lib/http/contract/admin-connections';

const told = z.object({
  writeMode: z.enum(['direct', 'invite']),
  roomAnswer: z.enum(['immediate', 'later']),
  referee: z.enum(['server', 'app']),
  recurringWrites: z.boolean(),
  changeFeed: z.boolean(),
  invitations: z.enum(['server', 'nobody']),
  peopleFreeBusy: z.nullable(z.object({})),
  admin: z.object({ listRooms: z.boolean() }),
});

/** What the connection can do, in sentences; nothing when it could not even be asked. */
export function AbilityList({ capabilities }: Pick<TestAnswer, 'capabilities'>) {
  const t = useTranslations('connections');
  const read = told.safeParse(capabilities);
  if (!read.success) return null;
  const { writeMode, roomAnswer, referee, recurringWrites, changeFeed, invitations, admin } =
    read.data;
  const ofPeople = read.data.peopleFreeBusy !== null;
  const abilities = [
    t(`ability.writeMode.${writeMode}`),
    t(`ability.roomAnswer.${roomAnswer}`),
    t(`ability.referee.${referee}`),
    t(`ability.recurringWrites.${recurringWrites}`),
    t(`ability.changeFeed.${changeFeed}`),
    t(`ability.invitations.${invitations}`),
    t(`ability.peopleFreeBusy.${ofPeople}`),
    t(`ability.listRooms.${admin.listRooms}`),
  ];
  return (
    <div>
      <h3 className="mb-1 text-14 font-semibold">{t('can')}</h3>
      <ul className="list-disc ps-5 text-14">
        {abilities.map((ability) => (
          <li key={ability}>{ability}</li>
        ))}
      </ul>
    </div>
  );
}
