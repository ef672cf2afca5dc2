'use client';

import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import type { PersonState } from '@/app/_components/booking/people/person-state';
import {
  type PersonAtTime,
  usePeopleTimes,
} from '@/app/_components/booking/people/use-people-times';
import { useStateText } from '@/app/_components/booking/people/use-state-text';
import { Button } from '@/app/_components/button';
import { classNames } from '@/app/_components/class-names';
import { StateSwatch } from '@/app/_components/state-swatch';
import { useErrorText } from '@/app/_components/use-error-text';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import { emailSchema } from '@/lib/http/contract/fields';
import { mostPeople } from '@/lib/http/contract/people';
import type { RoomAnswer } from '@/lib/http/contract/places';

interface PeopleTimesProps {
  /** The first of the rooms: its calendar system is asked. */
  readonly room: Pick<RoomAnswer, 'id' | 'timeZone'>;
  readonly emails: readonly string[];
  readonly wanted: Interval;
  /** Of several dates, only the first is looked at. */
  readonly isSeries: boolean;
}

/** When those who are to be invited are free. It informs: nothing here forbids to book. */
export function PeopleTimes({ emails, ...props }: PeopleTimesProps) {
  const t = useTranslations('people');
  const id = useId();
  // One that the API does not take for an address would spoil the question about all of them.
  const addresses = emails.filter((email) => emailSchema.safeParse(email).success);
  if (addresses.length === 0) return null;
  return (
    <div className="mt-2 grid gap-1">
      <p id={id} className="text-12 text-quiet">
        {t(props.isSeries ? 'titleFirst' : 'title')}
      </p>
      <AskedPeople {...props} emails={addresses.slice(0, mostPeople)} titleId={id} />
      {addresses.length > mostPeople && (
        <p className="text-12 text-quiet">{t('onlyFirst', { count: mostPeople })}</p>
      )}
    </div>
  );
}

function AskedPeople(props: PeopleTimesProps & { readonly titleId: string }) {
  const { room, emails, wanted, titleId } = props;
  const zone = zoneId(room.timeZone);
  const asked = usePeopleTimes({ roomId: room.id, emails, wanted, zone });
  const stateText = useStateText(asked.window, zone);
  const { people, error, retry } = asked;
  return (
    <>
      {error ? (
        <Failure error={error} onRetry={retry} />
      ) : (
        <ul aria-labelledby={titleId} className="grid gap-1">
          {people.map((person) => (
            <PersonLine key={person.email} person={person} stateText={stateText} />
          ))}
        </ul>
      )}
      <p role="status" className="sr-only">
        {!error && <Summary people={people} />}
      </p>
    </>
  );
}

interface PersonLineProps {
  readonly person: PersonAtTime;
  readonly stateText: (state: PersonState) => string;
}

function PersonLine({ person: { email, state }, stateText }: PersonLineProps) {
  const t = useTranslations('people');
  return (
    <li className="flex items-start gap-2">
      <span className="flex h-5 items-center">
        <StateIcon state={state} />
      </span>
      <span className="min-w-0">
        <span className="wrap-anywhere">{email}</span>
        <span className={classNames('block text-12', state === null && 'text-quiet')}>
          {state ? stateText(state) : t('looking')}
        </span>
      </span>
    </li>
  );
}

function StateIcon({ state }: { readonly state: PersonState | null }) {
  if (state === null) return <span aria-hidden className="skeleton size-4" />;
  if (state.kind === 'free') return <CircleCheck aria-hidden size={16} className="text-accent" />;
  return <StateSwatch state={state.kind} />;
}

/** Said once everybody is answered for. */
function Summary({ people }: { readonly people: readonly PersonAtTime[] }) {
  const t = useTranslations('people');
  if (people.some(({ state }) => state === null)) return null;
  const count = (...kinds: readonly PersonState['kind'][]) =>
    people.filter(({ state }) => state && kinds.includes(state.kind)).length;
  return t('sum', {
    free: count('free'),
    busy: count('busy', 'tentative'),
    unknown: count('unknown'),
  });
}

interface FailureProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

function Failure({ error, onRetry }: FailureProps) {
  const t = useTranslations();
  const errorText = useErrorText();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <StateSwatch state="unknown" />
      <p role="alert" className="min-w-0 flex-1 text-12">
        {t('people.failed')} {errorText(error)}
      </p>
      <Button size="small" onClick={onRetry}>
        {t('common.retry')}
      </Button>
    </div>
  );
}
