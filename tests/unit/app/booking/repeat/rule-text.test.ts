import { createTranslator } from 'next-intl';
import { describe, expect, test } from 'vitest';
import { describeRule } from '@/lib/core/recurrence/describe-rule';
import { parseRule } from '@/lib/core/recurrence/parse-rule';
import { isRuleProblem } from '@/lib/core/recurrence/rule-problem';
import { instant } from '@/lib/core/time/instant';
import { zoneId } from '@/lib/core/time/zone';
import { catalogues } from '@/lib/i18n/catalogues';
import type { Locale } from '@/lib/i18n/locales';
import { ruleText } from '@/lib/i18n/rule-text';

// Tuesday the 5th of January.
const start = instant(Date.UTC(2027, 0, 5, 9));

function textOf(rrule: string, locale: Locale): string {
  const rule = parseRule(rrule);
  if (isRuleProblem(rule)) throw new Error(rule.problem);
  const t = createTranslator({ locale, messages: catalogues[locale], namespace: 'rule' });
  const description = describeRule({ rule, start, timeZone: zoneId('Europe/Paris') });
  return ruleText(description, { t, locale });
}

describe.each([
  ['FREQ=DAILY', 'every day', 'tous les jours', 'jeden Tag'],
  ['FREQ=DAILY;INTERVAL=2', 'every second day', 'un jour sur deux', 'jeden zweiten Tag'],
  ['FREQ=DAILY;INTERVAL=3', 'every 3 days', 'tous les 3 jours', 'alle 3 Tage'],
  ['FREQ=WEEKLY', 'every Tuesday', 'tous les mardis', 'jeden Dienstag'],
  [
    'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    'every weekday',
    'du lundi au vendredi',
    'jeden Arbeitstag (Mo–Fr)',
  ],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU', 'every day', 'tous les jours', 'jeden Tag'],
  [
    'FREQ=WEEKLY;BYDAY=TU,TH',
    'every Tuesday and Thursday',
    'tous les mardis et jeudis',
    'jeden Dienstag und Donnerstag',
  ],
  ['FREQ=WEEKLY;INTERVAL=2', 'every second Tuesday', 'un mardi sur deux', 'jeden zweiten Dienstag'],
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH',
    'every second week on Tuesday and Thursday',
    'une semaine sur deux, le mardi et le jeudi',
    'jede zweite Woche am Dienstag und Donnerstag',
  ],
  [
    'FREQ=WEEKLY;INTERVAL=3',
    'every 3 weeks on Tuesday',
    'toutes les 3 semaines, le mardi',
    'alle 3 Wochen am Dienstag',
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=1',
    'every month on the 1st',
    'tous les mois, le 1er',
    'jeden Monat am 1.',
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=2,23',
    /the 2nd and the 23rd$/,
    /le 2 et le 23$/,
    / am 2\. und am 23\.$/,
  ],
  [
    'FREQ=MONTHLY;INTERVAL=2',
    'every second month on the 5th',
    'un mois sur deux, le 5',
    'jeden zweiten Monat am 5.',
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'every month on the last day',
    'tous les mois, le dernier jour',
    'jeden Monat am letzten Tag',
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=-2',
    /the last day but one$/,
    /l’avant-dernier jour$/,
    / am vorletzten Tag$/,
  ],
  [
    'FREQ=MONTHLY;BYDAY=1TU',
    'every month on the first Tuesday',
    'tous les mois, le premier mardi',
    'jeden Monat am ersten Dienstag',
  ],
  ['FREQ=MONTHLY;BYDAY=-1TU', /the last Tuesday$/, /le dernier mardi$/, / am letzten Dienstag$/],
  [
    'FREQ=MONTHLY;BYDAY=-3TU',
    /the 3rd Tuesday from the end$/,
    /le 3e mardi en partant de la fin$/,
    / am drittletzten Dienstag$/,
  ],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'every month on the last weekday',
    'tous les mois, le dernier jour ouvré',
    'jeden Monat am letzten Arbeitstag',
  ],
  [
    'FREQ=MONTHLY;BYDAY=TU,WE;BYSETPOS=1',
    /the first Tuesday or Wednesday$/,
    /le premier mardi ou mercredi$/,
    / am ersten Dienstag oder Mittwoch$/,
  ],
  [
    'FREQ=MONTHLY;BYDAY=SA,SU',
    /on every weekend day$/,
    /, chaque jour de week-end$/,
    / an jedem Wochenendtag$/,
  ],
  [
    'FREQ=YEARLY',
    'every year on 5 January',
    'tous les ans, le 5 janvier',
    'jedes Jahr am 5. Januar',
  ],
  [
    'FREQ=YEARLY;BYMONTH=1,7',
    /on 5 January and 5 July$/,
    /, le 5 janvier et le 5 juillet$/,
    / am 5\. Januar und am 5\. Juli$/,
  ],
  [
    'FREQ=YEARLY;BYMONTH=1;BYDAY=1TU',
    /in January on the first Tuesday$/,
    /en janvier, le premier mardi$/,
    / im Januar am ersten Dienstag$/,
  ],
  [
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1',
    /in February on the last day$/,
    /en février, le dernier jour$/,
    / im Februar am letzten Tag$/,
  ],
] as const)('%s', (rrule, english, french, german) => {
  test.each([
    ['en', english],
    ['fr', french],
    ['de', german],
  ] as const)('in %s', (locale, words) => {
    const text = textOf(rrule, locale);
    if (typeof words === 'string') expect(text).toBe(words);
    else expect(text).toMatch(words);
  });
});

test.each([
  [
    'COUNT=1',
    'every second Tuesday, once',
    'un mardi sur deux, 1 fois',
    'jeden zweiten Dienstag, einmal',
  ],
  [
    'COUNT=12',
    'every second Tuesday, 12 times',
    'un mardi sur deux, 12 fois',
    'jeden zweiten Dienstag, 12 Mal',
  ],
  [
    'UNTIL=20270630',
    'every second Tuesday until 30 June 2027',
    'un mardi sur deux jusqu’au 30 juin 2027',
    'jeden zweiten Dienstag bis 30. Juni 2027',
  ],
])('the end %s', (end, english, french, german) => {
  expect(textOf(`FREQ=WEEKLY;INTERVAL=2;${end}`, 'en')).toBe(english);
  expect(textOf(`FREQ=WEEKLY;INTERVAL=2;${end}`, 'fr')).toBe(french);
  expect(textOf(`FREQ=WEEKLY;INTERVAL=2;${end}`, 'de')).toBe(german);
});
