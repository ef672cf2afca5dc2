import { readXml } from '@/lib/calendar/backends/shared/xml-reader';
import { callerOf } from './access';
import { EwsFailure } from './ews-failure';
import type { Mailbox } from './model';
import { getUserAvailability } from './operations/availability';
import {
  getFolder,
  getRoomLists,
  getRooms,
  getServerTimeZones,
  resolveNames,
} from './operations/directory';
import type { Operation, World } from './operations/operation';
import { findItem, getItem } from './operations/read-items';
import {
  type BodyStream,
  getStreamingEvents,
  subscribe,
  unsubscribe,
} from './operations/streaming';
import { syncFolderItems } from './operations/sync';
import { createItem, deleteItem, updateItem } from './operations/write-items';
import {
  at,
  child,
  errorsNamespace,
  leaf,
  messagesNamespace,
  soapNamespace,
  tag,
  typesNamespace,
} from './xml';

export interface SoapAnswer {
  readonly status: number;
  readonly text: string;
  /** Instead of the text: envelopes that follow each other on one connection. */
  readonly stream?: BodyStream;
}

const operations: Readonly<Record<string, Operation>> = {
  GetUserAvailabilityRequest: getUserAvailability,
  GetRoomLists: getRoomLists,
  GetRooms: getRooms,
  ResolveNames: resolveNames,
  GetFolder: getFolder,
  GetServerTimeZones: getServerTimeZones,
  GetItem: getItem,
  FindItem: findItem,
  CreateItem: createItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
  SyncFolderItems: syncFolderItems,
  Subscribe: subscribe,
  Unsubscribe: unsubscribe,
};

/** The name of the operation that an envelope asks for, or null. */
export function operationOf(text: string): string | null {
  try {
    return child(readXml(text), 'Body')?.children[0]?.name ?? null;
  } catch {
    return null;
  }
}

/** Does what one envelope asks for. */
export function answerSoap(text: string, account: Mailbox, world: World): SoapAnswer {
  try {
    const envelope = readXml(text);
    const header = child(envelope, 'Header');
    const body = child(envelope, 'Body')?.children[0];
    const caller = callerOf(account, header, world.store);
    const context = header && at(header, 'TimeZoneContext', 'TimeZoneDefinition');
    const zone = context?.attributes.get('Id') ?? 'UTC';
    if (body?.name === 'GetStreamingEvents') {
      return { status: 200, text: '', stream: getStreamingEvents({ body, caller, world, zone }) };
    }
    const operation = operations[body?.name ?? ''];
    if (!body || !operation) {
      throw new EwsFailure('ErrorInvalidRequest', 'The request is invalid.', { asFault: true });
    }
    return { status: 200, text: envelopeOf(operation({ body, caller, world, zone })) };
  } catch (error) {
    if (error instanceof EwsFailure) return { status: 500, text: faultOf(error) };
    const why = error instanceof Error ? error.message : 'unreadable';
    return { status: 500, text: faultOf(new EwsFailure('ErrorSchemaValidation', why)) };
  }
}

export function envelopeOf(body: string): string {
  const version = tag('t:ServerVersionInfo', {
    MajorVersion: 15,
    MinorVersion: 1,
    MajorBuildNumber: 2507,
    MinorBuildNumber: 6,
    Version: 'V2017_07_11',
  });
  return wrap(tag('s:Header', {}, version) + tag('s:Body', {}, body));
}

export function faultOf({ code, message, values }: EwsFailure): string {
  const given = Object.entries(values).map(([Name, value]) =>
    leaf('t:Value', value).replace('<t:Value>', `<t:Value Name="${Name}">`),
  );
  const detail = [
    tag('e:ResponseCode', { 'xmlns:e': errorsNamespace }, code),
    leaf('e:Message', message).replace('<e:Message>', `<e:Message xmlns:e="${errorsNamespace}">`),
    given.length === 0 ? '' : tag('t:MessageXml', {}, ...given),
  ];
  const fault = tag(
    's:Fault',
    {},
    leaf('faultcode', `a:${code}`).replace(
      '<faultcode>',
      `<faultcode xmlns:a="${typesNamespace}">`,
    ),
    leaf('faultstring', message).replace('<faultstring>', '<faultstring xml:lang="en-US">'),
    tag('detail', {}, ...detail),
  );
  return wrap(tag('s:Body', {}, fault));
}

function wrap(content: string): string {
  const spaces = `xmlns:s="${soapNamespace}" xmlns:m="${messagesNamespace}" xmlns:t="${typesNamespace}"`;
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope ${spaces}>${content}</s:Envelope>`;
}
