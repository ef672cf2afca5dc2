import { createTranslator } from 'use-intl/core';
import type { Telling } from '@/lib/core/invitations/meeting';
import type { ToldDate, ToldMeeting } from '@/lib/core/invitations/told-meeting';
import { describeRule } from '@/lib/core/recurrence/describe-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { Interval } from '@/lib/core/time/interval';
import { dateOf, formatDate } from '@/lib/core/time/wall-time';
import type { ZoneId } from '@/lib/core/time/zone';
import { catalogues } from '@/lib/i18n/catalogues';
import { formatCalendarDate } from '@/lib/i18n/format-date';
import { formatTime, formatTimeRange, formatZone } from '@/lib/i18n/format-time';
import type { Locale } from '@/lib/i18n/locales';
import { ruleText } from '@/lib/i18n/rule-text';
import type { InvitationMail } from '@/lib/mail/mailer';
import { namesOf } from '@/lib/mail/to-itip';

/** A mail in words, before it is text or HTML. */
export interface MailWords {
  readonly subject: string;
  readonly lead: string;
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly lines: readonly string[] }[];
  readonly footer: string;
}

/** A mail that lists more is not read. */
const mostListed = 40;

interface Language {
  readonly locale: Locale;
  readonly zone: ZoneId;
  readonly t: ReturnType<typeof translatorOf>;
}

function translatorOf(locale: Locale) {
  return createTranslator({ locale, messages: catalogues[locale], namespace: 'mail' });
}

/** What the mail says, in that language and on the clock of the meeting. */
export function toMailWords(mail: InvitationMail, locale: Locale): MailWords {
  const language = { locale, zone: mail.timeZone, t: translatorOf(locale) };
  const { t } = language;
  const { meeting, planned } = mail;
  const organizer = oneLine(mail.organizer.name) || mail.organizer.email;
  const kind = kindOf(mail);
  const title = oneLine(titleOf(mail));
  const count = planned.dates.length;
  const when = shortWhen(meeting.span.start, language);
  return {
    subject: t(`subject.${kind}`, { title, when, count }),
    lead: t(`lead.${kind}`, { organizer, count }),
    title,
    facts: (planned.scope === 'dates' ? dateFacts : wholeFacts)(mail, language)
      .filter(({ lines }) => lines.some((line) => line !== ''))
      .map(({ label, lines }) => ({ label: t('fact', { label }), lines })),
    footer: t('footer', { organizer }),
  };
}

function kindOf({ planned: { method, scope }, before, goesOn }: InvitationMail) {
  if (scope === 'dates') return method === 'CANCEL' ? 'datesCancelled' : 'datesChanged';
  if (method === 'CANCEL') return goesOn ? 'notExpected' : 'cancelled';
  return before ? 'changed' : 'invited';
}

function titleOf({ meeting, planned }: InvitationMail): string {
  const [date] = planned.dates.length > 0 ? planned.dates : meeting.dates;
  return (meeting.whole ?? date)?.title ?? '';
}

function wholeFacts({ meeting, before }: InvitationMail, language: Language) {
  const { t } = language;
  const { whole } = meeting;
  if (!whole)
    return [
      fact(
        t('dates'),
        meeting.dates.map((date) => dateText(date, language)),
      ),
    ];
  const was = before && whenOf(before, language);
  const now = whenOf(meeting, language);
  const then = before?.whole ? namesOf(before.whole.places) : null;
  const where = namesOf(whole.places);
  return [
    fact(t('when'), now),
    fact(
      t('except'),
      meeting.exceptions.map((at) => dayText(at, language)),
    ),
    fact(
      t('dates'),
      meeting.dates.map((date) => dateText(date, language)),
    ),
    fact(t('where'), [where]),
    fact(t('before'), [
      ...(was && was.join() !== now.join() ? was : []),
      ...(then !== null && then !== where ? [then] : []),
    ]),
    fact(t('note'), whole.description === null ? [] : [whole.description]),
  ];
}

function dateFacts({ planned, before }: InvitationMail, language: Language) {
  const { t } = language;
  const told = planned.dates.map(({ recurrenceId }) => timesBefore(before, recurrenceId));
  const moved = planned.dates.flatMap((date, index) => {
    const was = told[index];
    return was && (was.start !== date.start || was.end !== date.end) ? [was] : [];
  });
  const notes = new Set(planned.dates.map(({ description }) => description ?? ''));
  return [
    fact(
      t('dates'),
      planned.dates.map((date) => dateText(date, language)),
    ),
    fact(
      t('before'),
      moved.map((times) => rangeText(times, language)),
    ),
    fact(t('note'), [...notes]),
  ];
}

function timesBefore(before: ToldMeeting | null, recurrenceId: Instant): Interval | null {
  const own = before?.dates.find((date) => date.recurrenceId === recurrenceId);
  if (own || !before?.whole) return own ?? null;
  const { start, end } = before.whole;
  return { start: recurrenceId, end: addMs(recurrenceId, end - start) };
}

function fact(label: string, lines: readonly string[]) {
  const listed = lines.length > mostListed ? [...lines.slice(0, mostListed), '…'] : lines;
  return { label, lines: listed };
}

/** When it is, and how it repeats. */
function whenOf({ rrule, whole, span }: ToldMeeting, language: Language): readonly string[] {
  if (!whole) return [];
  if (rrule === null) return [rangeText(whole, language)];
  const end = addMs(span.start, whole.end - whole.start);
  return [rangeText({ start: span.start, end }, language), repeatText(rrule, whole, language)];
}

function repeatText(rrule: string, { start }: Telling, { locale, zone }: Language): string {
  const rule = parseRule(rrule);
  if (isRuleProblem(rule)) return '';
  const t = createTranslator({ locale, messages: catalogues[locale], namespace: 'rule' });
  const text = ruleText(describeRule({ rule, start, timeZone: zone }), { t, locale });
  return t('sentence', { rule: text });
}

function dateText(date: ToldDate, language: Language): string {
  const when = rangeText(date, language);
  const where = namesOf(date.places);
  return where === '' ? when : language.t('dateAt', { when, where });
}

function rangeText(times: Interval, { t, locale, zone }: Language): string {
  const [first, last] = [dateOf(times.start, zone), dateOf(times.end, zone)];
  const label = formatZone(times.start, zone, locale);
  const date = (day: typeof first) => formatCalendarDate(day, 'full', locale);
  if (formatDate(first) === formatDate(last)) {
    return t('range', {
      date: date(first),
      times: formatTimeRange(times, zone, locale),
      zone: label,
    });
  }
  const moment = (day: typeof first, at: Instant) =>
    t('moment', { date: date(day), time: formatTime(at, zone, locale) });
  return t('days', {
    start: moment(first, times.start),
    end: moment(last, times.end),
    zone: label,
  });
}

function dayText(at: Instant, { locale, zone }: Language): string {
  return formatCalendarDate(dateOf(at, zone), 'full', locale);
}

function shortWhen(at: Instant, { t, locale, zone }: Language): string {
  const date = formatCalendarDate(dateOf(at, zone), 'shortWithYear', locale);
  return t('moment', { date, time: formatTime(at, zone, locale) });
}

/** What stands in a header is one line, whatever was typed. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}
