import type { XmlElement } from '@/lib/calendar/backends/shared/xml-reader';
import { EwsFailure } from '../ews-failure';
import type { Mailbox } from '../model';
import { datesIn, type ItemDate } from '../store';
import { at, child, dateTime, everyNamed, leaf, tag, textAt } from '../xml';
import { failed, type Operation, type World } from './operation';

interface View {
  readonly startMs: number;
  readonly endMs: number;
  readonly intervalMinutes: number;
  readonly requested: string;
  readonly bias: BiasZone;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const digits: Readonly<Record<string, string>> = { Free: '0', Tentative: '1', Busy: '2', OOF: '3' };

export const getUserAvailability: Operation = ({ body, world }) => {
  const mailboxes = everyNamed(body, 'MailboxData').map(
    (data) => textAt(data, 'Email', 'Address') ?? '',
  );
  const most = world.limits.mailboxesPerAvailability;
  if (mailboxes.length > most) {
    throw new EwsFailure(
      'ErrorInvalidRequest',
      `There are too many target users in the request. The allowed limit = ${most}; the actual limit = ${mailboxes.length}.`,
      { asFault: true },
    );
  }
  const view = readView(body);
  const refusal = refuseWindow(view, world);
  if (refusal && world.switches.windowRefusal === 'fault') throw refusal;
  const answers = mailboxes.map((email) => answerFor(email, view, world, refusal));
  return tag('m:GetUserAvailabilityResponse', {}, tag('m:FreeBusyResponseArray', {}, ...answers));
};

function answerFor(email: string, view: View, world: World, refusal: EwsFailure | null): string {
  const refuse = (error: EwsFailure) =>
    tag(
      'm:FreeBusyResponse',
      {},
      failed('m:ResponseMessage', error),
      tag('m:FreeBusyView', {}, leaf('t:FreeBusyViewType', 'None')),
    );
  if (refusal) return refuse(refusal);
  const mailbox = world.store.mailbox(email);
  if (!mailbox) {
    return refuse(
      new EwsFailure(
        'ErrorMailRecipientNotFound',
        'Unable to resolve e-mail address to a mailbox.',
      ),
    );
  }
  if (mailbox.freeBusyError !== null) {
    return refuse(new EwsFailure(mailbox.freeBusyError, 'It could not be generated.'));
  }
  return tag(
    'm:FreeBusyResponse',
    {},
    tag('m:ResponseMessage', { ResponseClass: 'Success' }, leaf('m:ResponseCode', 'NoError')),
    writeView(mailbox, view),
  );
}

function writeView(mailbox: Mailbox, view: View): string {
  const dates = [...mailbox.items.values()]
    .flatMap((item) => datesIn(item, view.startMs, view.endMs))
    .sort((a, b) => a.fields.startMs - b.fields.startMs);
  const merges = view.requested.includes('Merged');
  const details = view.requested.startsWith('Detailed');
  const lists = view.requested !== 'MergedOnly' && dates.length > 0;
  return tag(
    'm:FreeBusyView',
    {},
    leaf('t:FreeBusyViewType', view.requested),
    merges ? leaf('t:MergedFreeBusy', merged(dates, view)) : '',
    lists
      ? tag('t:CalendarEventArray', {}, ...dates.map((date) => writeEvent(date, view, details)))
      : '',
    workingHours,
  );
}

function writeEvent(
  { item, fields, originalStartMs, isException }: ItemDate,
  view: View,
  details: boolean,
): string {
  return tag(
    't:CalendarEvent',
    {},
    leaf('t:StartTime', view.bias.toLocal(fields.startMs)),
    leaf('t:EndTime', view.bias.toLocal(fields.endMs)),
    leaf('t:BusyType', fields.freeBusy),
    details
      ? tag(
          't:CalendarEventDetails',
          {},
          leaf('t:ID', Buffer.from(item.id).toString('hex').toUpperCase()),
          leaf('t:Subject', fields.subject),
          leaf('t:Location', fields.location),
          leaf('t:IsMeeting', item.requestSent),
          leaf('t:IsRecurring', originalStartMs !== null),
          leaf('t:IsException', isException),
          leaf('t:IsReminderSet', false),
          leaf('t:IsPrivate', fields.sensitivity === 'Private'),
        )
      : '',
  );
}

function merged(dates: readonly ItemDate[], view: View): string {
  const stepMs = view.intervalMinutes * minuteMs;
  let text = '';
  for (let from = view.startMs; from < view.endMs; from += stepMs) {
    const taking = dates
      .filter(({ fields }) => fields.startMs < from + stepMs && fields.endMs > from)
      .map(({ fields }) => digits[fields.freeBusy] ?? '0');
    text += taking.toSorted().at(-1) ?? '0';
  }
  return text;
}

const noChange = (name: string) =>
  tag(
    name,
    {},
    leaf('t:Bias', 0),
    leaf('t:Time', '00:00:00'),
    leaf('t:DayOrder', 0),
    leaf('t:Month', 0),
    leaf('t:DayOfWeek', 'Sunday'),
  );

const workingHours = tag(
  't:WorkingHours',
  {},
  tag('t:TimeZone', {}, leaf('t:Bias', 0), noChange('t:StandardTime'), noChange('t:DaylightTime')),
  tag(
    't:WorkingPeriodArray',
    {},
    tag(
      't:WorkingPeriod',
      {},
      leaf('t:DayOfWeek', 'Monday Tuesday Wednesday Thursday Friday'),
      leaf('t:StartTimeInMinutes', 480),
      leaf('t:EndTimeInMinutes', 1_020),
    ),
  ),
);

function readView(body: XmlElement): View {
  const zone = child(body, 'TimeZone');
  const options = child(body, 'FreeBusyViewOptions');
  if (!zone) throw new EwsFailure('ErrorInvalidRequest', 'no time zone', { asFault: true });
  if (!options) throw new EwsFailure('ErrorInvalidRequest', 'no options', { asFault: true });
  const bias = readBiasZone(zone);
  const startMs = bias.fromLocal(textAt(options, 'TimeWindow', 'StartTime') ?? '');
  const endMs = bias.fromLocal(textAt(options, 'TimeWindow', 'EndTime') ?? '');
  const intervalMinutes = Number(textAt(options, 'MergedFreeBusyIntervalInMinutes') ?? '30');
  const requested = textAt(options, 'RequestedView') ?? 'MergedOnly';
  if (!(startMs < endMs)) {
    throw new EwsFailure('ErrorInvalidTimeInterval', 'no such window', { asFault: true });
  }
  if (intervalMinutes < 5 || intervalMinutes > 1_440) {
    throw new EwsFailure('ErrorInvalidMergedFreeBusyInterval', '5 to 1440', { asFault: true });
  }
  return { startMs, endMs, intervalMinutes, requested, bias };
}

function refuseWindow({ startMs, endMs }: View, { limits }: World): EwsFailure | null {
  const days = Math.ceil((endMs - startMs) / dayMs);
  if (days <= limits.availabilityDays) return null;
  return new EwsFailure(
    'ErrorTimeIntervalTooBig',
    `The requested time duration specified for FreeBusyViewOptions.TimeWindow is too long. The allowed limit = ${limits.availabilityDays}; the actual limit = ${days}.`,
    { asFault: true },
  );
}

interface BiasZone {
  fromLocal(text: string): number;
  toLocal(epochMs: number): string;
}

/** The request's own time zone: minutes west of Greenwich, and when the clocks are changed. */
function readBiasZone(zone: XmlElement): BiasZone {
  const number = (...path: readonly string[]) => Number(textAt(zone, ...path) ?? '0');
  const bias = number('Bias');
  const standard = bias + number('StandardTime', 'Bias');
  const daylight = bias + number('DaylightTime', 'Bias');
  const changes = number('DaylightTime', 'Month') !== 0;
  const biasAt = (utcMs: number) => {
    if (!changes) return standard;
    const year = new Date(utcMs).getUTCFullYear();
    const from = changeMs(at(zone, 'DaylightTime'), year) + standard * minuteMs;
    const to = changeMs(at(zone, 'StandardTime'), year) + daylight * minuteMs;
    const inside = from < to ? utcMs >= from && utcMs < to : utcMs >= from || utcMs < to;
    return inside ? daylight : standard;
  };
  return {
    fromLocal(text) {
      if (/(Z|[+-]\d\d:\d\d)$/.test(text)) return Date.parse(text);
      const asUtcMs = Date.parse(`${text}Z`);
      const guessMs = asUtcMs + standard * minuteMs;
      return asUtcMs + biasAt(guessMs) * minuteMs;
    },
    toLocal: (epochMs) => dateTime(epochMs - biasAt(epochMs) * minuteMs).replace('Z', ''),
  };
}

const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** DayOrder 5 is the last such weekday of the month. */
function changeMs(element: XmlElement | null, year: number): number {
  if (!element) return 0;
  const [hours = 0, minutes = 0] = (textAt(element, 'Time') ?? '').split(':').map(Number);
  const month = Number(textAt(element, 'Month')) - 1;
  const order = Number(textAt(element, 'DayOrder'));
  const weekday = weekdayNames.indexOf(textAt(element, 'DayOfWeek') ?? '');
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  let day = 1 + ((weekday - first + 7) % 7) + (order - 1) * 7;
  while (day > length) day -= 7;
  return Date.UTC(year, month, day, hours, minutes);
}
