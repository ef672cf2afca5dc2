import { childrenIn, folderIdOf, nameOfFolder, openFolder } from '../access';
import { EwsFailure } from '../ews-failure';
import { writeMailbox } from '../item-writer';
import { child, everyNamed, leaf, tag, textAt } from '../xml';
import { writeZoneDefinition, zoneNames } from '../zones';
import { answerEach, type Operation } from './operation';

export const getRoomLists: Operation = ({ world }) => {
  const lists = world.roomLists.slice(0, world.limits.roomsPerAnswer);
  const addresses = lists.map(({ name, email }) =>
    tag(
      't:Address',
      {},
      leaf('t:Name', name),
      leaf('t:EmailAddress', email),
      leaf('t:RoutingType', 'SMTP'),
      leaf('t:MailboxType', 'PublicDL'),
    ),
  );
  return tag(
    'm:GetRoomListsResponse',
    { ResponseClass: 'Success' },
    leaf('m:ResponseCode', 'NoError'),
    tag('m:RoomLists', {}, ...addresses),
  );
};

export const getRooms: Operation = ({ body, world }) => {
  const email = textAt(body, 'RoomList', 'EmailAddress') ?? '';
  const list = world.roomLists.find((each) => each.email.toLowerCase() === email.toLowerCase());
  if (!list) {
    return tag(
      'm:GetRoomsResponse',
      { ResponseClass: 'Error' },
      leaf('m:MessageText', 'No results were found.'),
      leaf('m:ResponseCode', 'ErrorNameResolutionNoResults'),
      leaf('m:DescriptiveLinkKey', 0),
      tag('m:Rooms', {}),
    );
  }
  const rooms = list.rooms.slice(0, world.limits.roomsPerAnswer).flatMap((address) => {
    const room = world.store.mailbox(address);
    return room ? [tag('t:Room', {}, writeRoomId(room.name, room.email))] : [];
  });
  return tag(
    'm:GetRoomsResponse',
    { ResponseClass: 'Success' },
    leaf('m:ResponseCode', 'NoError'),
    tag('m:Rooms', {}, ...rooms),
  );
};

function writeRoomId(name: string, email: string): string {
  return tag(
    't:Id',
    {},
    leaf('t:Name', name),
    leaf('t:EmailAddress', email),
    leaf('t:RoutingType', 'SMTP'),
    leaf('t:MailboxType', 'Mailbox'),
  );
}

export const resolveNames: Operation = ({ body, world }) => {
  const wanted = (textAt(body, 'UnresolvedEntry') ?? '').toLowerCase().replace(/^smtp:/, '');
  const found = [...world.store.mailboxes.values()]
    .filter(({ name, email }) => email.startsWith(wanted) || name.toLowerCase().startsWith(wanted))
    .slice(0, 100);
  return answerEach('ResolveNames', [null], () => {
    if (found.length === 0) {
      throw new EwsFailure('ErrorNameResolutionNoResults', 'No results were found.');
    }
    const resolutions = found.map((mailbox) => tag('t:Resolution', {}, writeMailbox(mailbox)));
    const attributes = { TotalItemsInView: found.length, IncludesLastItemInRange: true };
    return tag('m:ResolutionSet', attributes, ...resolutions);
  });
};

export const getFolder: Operation = ({ body, caller, world }) =>
  answerEach(
    'GetFolder',
    childrenIn(body, 'FolderIds'),
    (folder) => {
      const mailbox = openFolder(folder, caller, world.store);
      const name = nameOfFolder(folder);
      const isCalendar = name === 'calendar';
      const wantsAll = textAt(body, 'FolderShape', 'BaseShape') !== 'IdOnly';
      const asked = new Set(
        everyNamed(body, 'FieldURI').map((uri) => uri.attributes.get('FieldURI')),
      );
      const parts = [
        tag('t:FolderId', { Id: folderIdOf(mailbox, name), ChangeKey: 'AQAAAA==' }),
        asked.has('folder:ParentFolderId')
          ? tag('t:ParentFolderId', { Id: folderIdOf(mailbox, 'root'), ChangeKey: 'AQAAAA==' })
          : '',
        asked.has('folder:FolderClass') || wantsAll
          ? leaf('t:FolderClass', isCalendar ? 'IPF.Appointment' : 'IPF.Note')
          : '',
        leaf('t:DisplayName', isCalendar ? 'Calendar' : name),
        leaf('t:TotalCount', isCalendar ? mailbox.items.size : 0),
        leaf('t:ChildFolderCount', 0),
      ];
      const element = isCalendar ? 't:CalendarFolder' : 't:Folder';
      return tag('m:Folders', {}, tag(element, {}, ...parts));
    },
    tag('m:Folders', {}),
  );

export const getServerTimeZones: Operation = ({ body, world }) => {
  const ids = child(body, 'Ids')?.children.map(({ text }) => text.trim());
  const full = body.attributes.get('ReturnFullTimeZoneData') !== 'false';
  const year = new Date(world.store.nowMs()).getUTCFullYear();
  const names = zoneNames.filter((name) => !ids || ids.includes(name));
  return answerEach('GetServerTimeZones', [null], () =>
    tag('m:TimeZoneDefinitions', {}, ...names.map((name) => writeZoneDefinition(name, full, year))),
  );
};
