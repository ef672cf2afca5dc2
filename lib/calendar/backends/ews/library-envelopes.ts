import {
  AppointmentSchema,
  BasePropertySet,
  ConnectingIdType,
  DeleteMode,
  EmailAddress,
  ExchangeService,
  ExchangeVersion,
  FolderId,
  ImpersonatedUserId,
  ItemId,
  type IXHRApi,
  Mailbox,
  PropertySet,
  SendCancellationsMode,
  SyncFolderItemsScope,
  TimeZoneInfo,
  Uri,
  WebCredentials,
  WellKnownFolderName,
} from 'ews-javascript-api';

/** How many changes one SyncFolderItems may tell; the schema's own limit. */
const changesPerAnswer = 512;

/**
 * The requests that ews-javascript-api writes for us, each by a service object of its own. Nothing of
 * it is sent by the library, and no answer is read by it: see decision 0043.
 */
export interface LibraryEnvelopes {
  roomLists(): Promise<string>;
  rooms(roomList: string): Promise<string>;
  syncCalendar(mailbox: string, actor: string | null, syncState: string | null): Promise<string>;
  /** @param id as the server gave it */
  deleteItem(id: string, actor: string | null, tellsOthers: boolean): Promise<string>;
}

export function createLibraryEnvelopes(): LibraryEnvelopes {
  return {
    roomLists: () => envelopeOf(null, (service) => service.GetRoomLists()),
    rooms: (roomList) =>
      envelopeOf(null, (service) => service.GetRooms(new EmailAddress(plain(roomList)))),
    syncCalendar: (mailbox, actor, syncState) =>
      envelopeOf(actor, (service) =>
        service.SyncFolderItems(
          new FolderId(WellKnownFolderName.Calendar, new Mailbox(mailbox)),
          new PropertySet(BasePropertySet.IdOnly, [
            AppointmentSchema.ICalUid,
            AppointmentSchema.Organizer,
          ]),
          [],
          changesPerAnswer,
          SyncFolderItemsScope.NormalItems,
          syncState ?? '',
        ),
      ),
    deleteItem: (id, actor, tellsOthers) =>
      envelopeOf(actor, (service) =>
        service.DeleteItems(
          [new ItemId(plain(id))],
          DeleteMode.MoveToDeletedItems,
          tellsOthers
            ? SendCancellationsMode.SendToAllAndSaveCopy
            : SendCancellationsMode.SendToNone,
          // Only tasks have this one.
          null as never,
        ),
      ),
  };
}

/** The library writes attributes as they come: what could end one is not given to it. */
function plain(text: string): string {
  if (/["<>&\s]/.test(text)) throw new Error('not a text that the library can write');
  return text;
}

function envelopeOf(
  actor: string | null,
  ask: (service: ExchangeService) => Promise<unknown>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const service = new ExchangeService(ExchangeVersion.Exchange2013_SP1, TimeZoneInfo.Utc);
    // It insists on both, and uses neither: the envelope goes no further than here.
    service.Credentials = new WebCredentials('nobody', 'nothing');
    service.Url = new Uri('https://localhost/');
    if (actor !== null) {
      const type = ConnectingIdType.SmtpAddress;
      service.ImpersonatedUserId = new ImpersonatedUserId(type, actor);
    }
    service.XHRApi = capture(resolve);
    ask(service).catch(reject);
  });
}

/** Takes the envelope and never answers, so that the library reads nothing. */
function capture(take: (envelope: string) => void): IXHRApi {
  const never = new Promise<never>(() => undefined);
  return {
    apiName: 'capture',
    xhr: (options: { readonly data?: unknown }) => {
      take(String(options.data));
      return never;
    },
    xhrStream: () => never,
    disconnect: () => undefined,
  } as unknown as IXHRApi;
}
