'use client';

import { useLocale, useTranslations } from 'next-intl';
import {
  type BookingFields,
  type FieldName,
  longestTitle,
  readAddresses,
  refusedFields,
} from '@/app/_components/booking/booking-fields';
import { useReader } from '@/app/_components/reader';
import { useViolationText } from '@/app/_components/use-violation-text';
import { evaluatePolicy, type PolicyRule } from '@/lib/core/policy/evaluate-policy';
import type { Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { zoneId } from '@/lib/core/time/zone';
import { RequestFailure } from '@/lib/http/client/request-failure';
import type { RoomAnswer } from '@/lib/http/contract/places';
import { formatLocales } from '@/lib/i18n/locales';

export interface FieldErrors {
  readonly title: string | null;
  readonly when: readonly string[];
  readonly room: readonly string[];
  readonly attendees: string | null;
  readonly note: string | null;
  /** Something that the reader must correct before it makes sense to ask the server. */
  readonly blocking: boolean;
}

interface FormInQuestion {
  readonly fields: BookingFields;
  readonly room: RoomAnswer;
  readonly interval: Interval | null;
  readonly now: Instant;
  readonly failure: Error | null;
}

const rulesOfTheRoom: readonly PolicyRule[] = ['who-may-book', 'approval', 'quota'];

/** What is wrong with each field: the room's rules as they are known here, and the server's word. */
export function useFieldErrors(form: FormInQuestion): FieldErrors {
  const t = useTranslations('book');
  const locale = useLocale();
  const violationText = useViolationText();
  const { role } = useReader();
  const { fields, room, interval, now, failure } = form;
  const problem = failure instanceof RequestFailure ? failure.problem : null;
  const refused = problem?.code === 'invalid-input' ? refusedFields(problem) : [];
  const byServer = (field: FieldName) => (refused.includes(field) ? t('fieldInvalid') : null);
  const violations =
    interval === null
      ? []
      : evaluatePolicy(room.policy, {
          wanted: interval,
          timeZone: zoneId(room.timeZone),
          role,
          now,
          activeBookings: 0,
        });
  const ofRoom = violations.filter(({ rule }) => rulesOfTheRoom.includes(rule));
  const ofTime = violations.filter(({ rule }) => !rulesOfTheRoom.includes(rule));
  const { invalid } = readAddresses(fields.attendees);
  const list = new Intl.ListFormat(formatLocales[locale]).format(invalid);
  const title = titleIssue(fields.title);
  const attendees =
    invalid.length > 0 ? t('fieldEmails', { count: invalid.length, list }) : byServer('attendees');
  const when = [
    interval === null ? t('fieldEndBeforeStart') : null,
    ...ofTime.map(violationText),
    byServer('when'),
  ];
  const blocking =
    title !== null || interval === null || invalid.length > 0 || violations.length > 0;
  return {
    title: title ? t(title) : byServer('title'),
    when: when.filter((text) => text !== null),
    room: [...ofRoom.map(violationText), byServer('room')].filter((text) => text !== null),
    attendees,
    note: byServer('note'),
    blocking,
  };
}

function titleIssue(title: string): 'fieldTitleMissing' | 'fieldTitleLong' | null {
  const length = title.trim().length;
  if (length === 0) return 'fieldTitleMissing';
  return length > longestTitle ? 'fieldTitleLong' : null;
}
