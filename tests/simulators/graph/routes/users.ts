import { type GraphAnswer, type GraphCall, reply } from '../graph-call';
import { GraphFailure } from '../graph-failure';
import { findMailbox, type Mailbox, type World } from '../store/world';
import { readPermissions } from './events';
import { readFilter } from './filter';
import { mailboxOf } from './mailbox-of';
import { contextOf, type Json, page, select } from './odata';
import type { Route, RouteParameters } from './route';

const directoryPermissions = ['User.Read.All', 'User.ReadBasic.All', 'Directory.Read.All'];
const pages = { usual: 100, most: 999 };

export const userRoutes: readonly Route[] = [
  { method: 'GET', path: '/users', permissions: directoryPermissions, handle: listUsers },
  { method: 'GET', path: '/users/{user}', permissions: directoryPermissions, handle: getUser },
  {
    method: 'GET',
    path: '/users/{user}/calendar',
    permissions: readPermissions,
    handle: getCalendar,
  },
  {
    method: 'GET',
    path: '/users/{user}/calendars',
    permissions: readPermissions,
    handle: listCalendars,
  },
];

function listUsers(world: World, call: GraphCall): GraphAnswer {
  const filter = call.query.get('$filter');
  const users = [...world.mailboxes.values()].map(renderUser);
  const wanted = filter === null ? users : users.filter(readFilter(filter));
  const paged = page(call, wanted, pages);
  return reply(200, {
    ...contextOf(call, 'users'),
    ...paged.envelope,
    value: paged.items.map((user) => select(user, call)),
  });
}

function getUser(world: World, call: GraphCall, { user = '' }: RouteParameters): GraphAnswer {
  const mailbox = findMailbox(world, user);
  if (!mailbox) {
    throw new GraphFailure(
      404,
      'Request_ResourceNotFound',
      `Resource '${user}' does not exist or one of its queried reference-property objects are not present.`,
    );
  }
  return reply(200, {
    ...contextOf(call, 'users/$entity'),
    ...select(renderUser(mailbox), call),
  });
}

function getCalendar(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const mailbox = mailboxOf(world, parameters);
  return reply(200, {
    ...contextOf(call, `users('${mailbox.id}')/calendar/$entity`),
    ...select(renderCalendar(mailbox), call),
  });
}

function listCalendars(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const mailbox = mailboxOf(world, parameters);
  return reply(200, {
    ...contextOf(call, `users('${mailbox.id}')/calendars`),
    value: [select(renderCalendar(mailbox), call)],
  });
}

function renderUser(mailbox: Mailbox): Json {
  return {
    id: mailbox.id,
    businessPhones: [],
    displayName: mailbox.displayName,
    givenName: null,
    jobTitle: null,
    mail: mailbox.address,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: null,
    userPrincipalName: mailbox.address,
    accountEnabled: mailbox.room === null,
  };
}

function renderCalendar(mailbox: Mailbox): Json {
  return {
    id: `AAMkAGCal${mailbox.id.replaceAll('-', '')}=`,
    name: 'Calendar',
    color: 'auto',
    hexColor: '',
    isDefaultCalendar: true,
    changeKey: 'DxYSthXJXEWwAQSYQnXvIgAAIxGttg==',
    canShare: false,
    canViewPrivateItems: true,
    canEdit: true,
    allowedOnlineMeetingProviders: ['teamsForBusiness'],
    defaultOnlineMeetingProvider: 'teamsForBusiness',
    isTallyingResponses: true,
    isRemovable: false,
    owner: { name: mailbox.displayName, address: mailbox.address },
  };
}
