'use client';

import { useLocale, useTranslations } from 'next-intl';
import {
  type BookingFields,
  type FieldName,
  invalidBehalf,
  longestTitle,
  readAddresses,
  refusedFields,
} from '@/app/_components/booking/booking-fields';
import { isFirstMissing } from '@/app/_components/booking/repeat/to-rule';
import { useReader } from '@/app/_components/reader';
import { useViolationText } from '@/app/_components/use-violation-text';
import {
  evaluatePolicy,
  type PolicyRule,
  type PolicyViolation,
} from '@/lib/core/policy/evaluate-policy';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import { RequestFailure } from '@/lib/http/client/request-failure';
import type { RoomAnswer } from '@/lib/http/contract/places';
import { formatList } from '@/lib/i18n/format-list';

export interface FieldErrors {
  readonly title: string | null;
  readonly when: readonly string[];
  readonly room: readonly string[];
  readonly repeat: string | null;
  readonly attendees: string | null;
  readonly behalf: string | null;
  readonly note: string | null;
  /** Something that the reader must correct before it makes sense to ask the server. */
  readonly blocking: boolean;
}

interface FormInQuestion {
  readonly fields: BookingFields;
  readonly rooms: readonly RoomAnswer[];
  readonly interval: Interval | null;
  readonly now: Instant;
  readonly failure: Error | null;
  /** The time is judged elsewhere: date by date, or because it stays as it is. */
  readonly isTimeJudged?: boolean;
  /** The server knows nobody by the address of whose meeting it is to be. */
  readonly isNobody?: boolean;
}

const rulesOfTheRoom: readonly PolicyRule[] = ['who-may-book', 'approval', 'quota'];

/** What is wrong with each field: the rooms' rules as they are known here, and the server's word. */
export function useFieldErrors(form: FormInQuestion): FieldErrors {
  const t = useTranslations();
  const locale = useLocale();
  const { fields, interval, failure } = form;
  const problem = failure instanceof RequestFailure ? failure.problem : null;
  const refused = problem?.code === 'invalid-input' ? refusedFields(problem) : [];
  const byServer = (field: FieldName) => (refused.includes(field) ? t('book.fieldInvalid') : null);
  const broken = useBrokenRules(form);
  const { invalid } = readAddresses(fields.attendees);
  const list = formatList(invalid, locale);
  const noAddress = invalidBehalf(fields);
  const title = titleIssue(fields.title);
  const firstMissing = isFirstMissing(fields.repeat, fields.date);
  const when = [
    interval === null ? t('book.fieldEndBeforeStart') : null,
    ...broken.filter(({ isOfRoom }) => !isOfRoom).map(({ text }) => text),
    byServer('when'),
  ];
  const room = [
    ...broken.filter(({ isOfRoom }) => isOfRoom).map(({ text }) => text),
    byServer('room'),
  ];
  return {
    title: title ? t(`book.${title}`) : byServer('title'),
    when: when.filter((text) => text !== null),
    room: room.filter((text) => text !== null),
    repeat: firstMissing ? t('repeat.firstMissing') : null,
    attendees:
      invalid.length > 0
        ? t('book.fieldEmails', { count: invalid.length, list })
        : byServer('attendees'),
    behalf: noAddress
      ? t('book.fieldEmails', { count: 1, list: noAddress })
      : form.isNobody
        ? t('book.behalfNobody')
        : null,
    note: byServer('note'),
    blocking:
      title !== null ||
      interval === null ||
      invalid.length > 0 ||
      noAddress !== null ||
      broken.length > 0 ||
      firstMissing,
  };
}

interface BrokenRule {
  readonly isOfRoom: boolean;
  readonly text: string;
}

/** Of several rooms each broken rule names its own. */
function useBrokenRules({ rooms, interval, now, isTimeJudged }: FormInQuestion) {
  const t = useTranslations('book');
  const violationText = useViolationText();
  const { role } = useReader();
  if (interval === null) return [];
  const words = (room: RoomAnswer, violation: PolicyViolation) =>
    rooms.length > 1
      ? t('ofRoom', { room: room.name, text: violationText(violation) })
      : violationText(violation);
  return rooms.flatMap((room) =>
    evaluatePolicy(room.policy, {
      wanted: interval,
      timeZone: zoneId(room.timeZone),
      role,
      now,
      activeBookings: 0,
    })
      .map((violation): BrokenRule => {
        const isOfRoom = rulesOfTheRoom.includes(violation.rule);
        return { isOfRoom, text: words(room, violation) };
      })
      .filter(({ isOfRoom }) => isOfRoom || !isTimeJudged),
  );
}

function titleIssue(title: string): 'fieldTitleMissing' | 'fieldTitleLong' | null {
  const length = title.trim().length;
  if (length === 0) return 'fieldTitleMissing';
  return length > longestTitle ? 'fieldTitleLong' : null;
}
