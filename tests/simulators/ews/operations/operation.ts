import type { XmlElement } from '@/lib/calendar/backends/shared/xml-reader';
import type { Caller } from '../access';
import { EwsFailure } from '../ews-failure';
import type { Meetings } from '../meetings';
import type { Switches } from '../model';
import type { Store } from '../store';
import type { Streams } from '../streams';
import { leaf, tag } from '../xml';

/** A directory entry that groups rooms. */
export interface RoomList {
  readonly email: string;
  readonly name: string;
  readonly rooms: readonly string[];
}

export interface World {
  readonly store: Store;
  readonly meetings: Meetings;
  readonly switches: Switches;
  readonly roomLists: RoomList[];
  readonly limits: Limits;
  readonly streams: Streams;
}

export interface Limits {
  mailboxesPerAvailability: number;
  availabilityDays: number;
  roomsPerAnswer: number;
  /** What a minute of a streaming connection takes. */
  streamMinuteMs: number;
  /** An idle stream says this often that it is alive. */
  streamBeatMs: number;
}

export interface Question {
  readonly body: XmlElement;
  readonly caller: Caller;
  readonly world: World;
  /** Windows name from the TimeZoneContext header. */
  readonly zone: string;
}

/** The content of the SOAP body. @throws EwsFailure */
export type Operation = (question: Question) => string;

/** An answer whose parts fail each for itself. */
export function answerEach<T>(
  operation: string,
  parts: readonly T[],
  work: (part: T) => string,
  emptyOnFailure = '',
): string {
  const messages = parts.map((part) => {
    try {
      return success(operation, work(part));
    } catch (error) {
      if (!(error instanceof EwsFailure) || error.asFault) throw error;
      return failed(`m:${operation}ResponseMessage`, error, emptyOnFailure);
    }
  });
  return tag(`m:${operation}Response`, {}, tag('m:ResponseMessages', {}, ...messages));
}

function success(operation: string, content: string): string {
  return tag(
    `m:${operation}ResponseMessage`,
    { ResponseClass: 'Success' },
    leaf('m:ResponseCode', 'NoError'),
    content,
  );
}

export function failed(name: string, error: EwsFailure, content = ''): string {
  return tag(name, { ResponseClass: 'Error' }, ...failureParts(error), content);
}

export function failureParts(error: EwsFailure): readonly string[] {
  const values = Object.entries(error.values).map(([Name, value]) =>
    leaf('t:Value', value).replace('<t:Value>', `<t:Value Name="${Name}">`),
  );
  return [
    leaf('m:MessageText', error.message),
    leaf('m:ResponseCode', error.code),
    leaf('m:DescriptiveLinkKey', 0),
    values.length === 0 ? '' : tag('m:MessageXml', {}, ...values),
  ];
}
