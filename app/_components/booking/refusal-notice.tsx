'use client';

import { useTranslations } from 'next-intl';
import { Alternatives } from '@/app/_components/booking/alternatives';
import { isDefiniteRefusal } from '@/app/_components/booking/idempotency-key';
import type { BookingDraft } from '@/app/_components/booking-context';
import { Notice } from '@/app/_components/notice';
import { useErrorText } from '@/app/_components/use-error-text';
import { useViolationText } from '@/app/_components/use-violation-text';
import { RequestFailure } from '@/lib/http/client/request-failure';
import type { RoomAnswer } from '@/lib/http/contract/places';
import type { Problem } from '@/lib/http/contract/problem';

interface RefusalNoticeProps {
  readonly failure: Error | null;
  readonly room: RoomAnswer;
  readonly disabled: boolean;
  readonly onTake: (wanted: BookingDraft) => void;
}

/** Why nothing was booked, or that it is not certain, and the nearest way out. */
export function RefusalNotice({ failure, room, disabled, onTake }: RefusalNoticeProps) {
  const t = useTranslations('book');
  const errorText = useErrorText();
  if (!failure) return null;
  const problem =
    failure instanceof RequestFailure && isDefiniteRefusal(failure) ? failure.problem : null;
  if (!problem) {
    return (
      <Notice tone="warning" role="alert" title={t('lostTitle')}>
        {t('lostText')}
      </Notice>
    );
  }
  if (problem.code === 'conflict') {
    const alternatives = problem.alternatives ?? [];
    return (
      <Notice tone="warning" role="alert" title={t('conflictTitle', { room: room.name })}>
        <p>{t(alternatives.length > 0 ? 'conflictText' : 'conflictNone')}</p>
        <Alternatives alternatives={alternatives} disabled={disabled} onTake={onTake} />
      </Notice>
    );
  }
  if (problem.code === 'policy') return <PolicyNotice problem={problem} />;
  const isUnknown = problem.code === 'availability-unknown';
  return (
    <Notice
      tone={isUnknown ? 'unknown' : 'danger'}
      role="alert"
      title={t(isUnknown ? 'unknownTitle' : 'failedTitle')}
    >
      {errorText(failure)}
    </Notice>
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
