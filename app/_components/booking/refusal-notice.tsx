'use client';

import { useTranslations } from 'next-intl';
import { Alternatives, type TakeAlternative } from '@/app/_components/booking/alternatives';
import { isDefiniteRefusal } from '@/app/_components/booking/idempotency-key';
import { Notice } from '@/app/_components/notice';
import { useDisplayLocale } from '@/app/_components/use-display-locale';
import { useErrorText } from '@/app/_components/use-error-text';
import { useViolationText } from '@/app/_components/use-violation-text';
import { dateOf } from '@/lib/core/time/wall-time';
import { zoneId } from '@/lib/core/time/zone';
import { readInterval } from '@/lib/http/client/read-instant';
import { RequestFailure } from '@/lib/http/client/request-failure';
import type { RoomAnswer } from '@/lib/http/contract/places';
import type { Problem } from '@/lib/http/contract/problem';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { formatList } from '@/lib/i18n/format-list';
import { formatTimeRange } from '@/lib/i18n/format-time';

interface RefusalNoticeProps {
  readonly failure: Error | null;
  readonly rooms: readonly RoomAnswer[];
  /** Of a series the table tells which dates, and what can be done about each. */
  readonly isSeries: boolean;
  /** What was asked for: a new booking, or a change of one. */
  readonly wish: 'book' | 'change';
  readonly disabled: boolean;
  readonly onTake: TakeAlternative;
}

/** Why nothing was done, or that it is not certain, and the nearest way out. */
export function RefusalNotice(props: RefusalNoticeProps) {
  const { failure, wish } = props;
  const t = useTranslations('book');
  const errorText = useErrorText();
  if (!failure) return null;
  const problem =
    failure instanceof RequestFailure && isDefiniteRefusal(failure) ? failure.problem : null;
  if (!problem) {
    return (
      <Notice tone="warning" role="alert" title={t('lostTitle')}>
        {t(wish === 'book' ? 'lostText' : 'lostChangeText')}
      </Notice>
    );
  }
  if (problem.code === 'conflict') return <ConflictNotice {...props} problem={problem} />;
  if (problem.code === 'policy') return <PolicyNotice problem={problem} />;
  const isUnknown = problem.code === 'availability-unknown';
  return (
    <Notice
      tone={isUnknown ? 'unknown' : 'danger'}
      role="alert"
      title={t(wish === 'book' ? 'failedTitle' : 'failedChangeTitle')}
    >
      {errorText(failure)}
    </Notice>
  );
}

function ConflictNotice(props: RefusalNoticeProps & { readonly problem: Problem }) {
  const { problem, rooms, isSeries, wish, disabled, onTake } = props;
  const t = useTranslations('book');
  const locale = useDisplayLocale();
  const taken = problem.conflicts?.map(({ roomId }) => roomId) ?? [];
  const lost = rooms.filter(({ id }) => taken.includes(id));
  const named = (lost.length > 0 ? lost : rooms.slice(0, 1)).map(({ name }) => name);
  const alternatives = isSeries ? [] : (problem.alternatives ?? []);
  const nothing = t(wish === 'book' ? 'conflictNothing' : 'conflictUnchanged');
  const next = isSeries && wish === 'book' ? 'conflictDates' : 'conflictNone';
  return (
    <Notice
      tone="warning"
      role="alert"
      title={t('conflictTitle', { room: formatList(named, locale), count: named.length })}
    >
      <p>{`${nothing} ${t(alternatives.length > 0 ? 'conflictNearest' : next)}`}</p>
      {isSeries && <LostDates conflicts={problem.conflicts ?? []} rooms={rooms} />}
      <Alternatives
        alternatives={alternatives}
        verb={wish === 'book' ? 'takeAlternative' : 'moveAlternative'}
        disabled={disabled}
        onTake={onTake}
      />
    </Notice>
  );
}

interface LostDatesProps {
  readonly conflicts: NonNullable<Problem['conflicts']>;
  readonly rooms: readonly RoomAnswer[];
}

const mostLostDates = 8;

/** The first of the dates that are taken, so that one knows where to look. */
function LostDates({ conflicts, rooms }: LostDatesProps) {
  const locale = useDisplayLocale();
  return (
    <ul>
      {conflicts.slice(0, mostLostDates).map((conflict) => {
        const room = rooms.find(({ id }) => id === conflict.roomId) ?? rooms[0];
        const zone = zoneId(room?.timeZone ?? 'UTC');
        const time = readInterval(conflict);
        const date = formatCalendarDate(dateOf(time.start, zone), 'shortWithYear', locale);
        return (
          <li key={`${conflict.roomId} ${conflict.start}`} className="first-letter:uppercase">
            {`${date}, ${formatTimeRange(time, zone, locale)}`}
          </li>
        );
      })}
    </ul>
  );
}

function PolicyNotice({ problem }: { readonly problem: Problem }) {
  const t = useTranslations('book');
  const violationText = useViolationText();
  return (
    <Notice tone="danger" role="alert" title={t('policyTitle')}>
      <ul>
        {problem.violations?.map((violation) => (
          <li key={violation.rule}>{violationText(violation)}</li>
        ))}
      </ul>
    </Notice>
  );
}
