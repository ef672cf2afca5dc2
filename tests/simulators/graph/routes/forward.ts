import { z } from 'zod';
import { type GraphAnswer, type GraphCall, reply } from '../graph-call';
import { badRequest } from '../graph-failure';
import type { World } from '../store/world';
import { updateWhole, writePermissions } from './change-events';
import { itemOf } from './mailbox-of';
import type { Route, RouteParameters } from './route';

const recipient = z.object({ emailAddress: z.object({ address: z.string() }) });
const forwardJson = z
  .object({
    ToRecipients: z.array(recipient).optional(),
    toRecipients: z.array(recipient).optional(),
  })
  .transform((json) => json.toRecipients ?? json.ToRecipients ?? []);

/** An organiser who forwards a meeting invites one more. */
export const forwardRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/users/{user}/events/{event}/forward',
    permissions: writePermissions,
    handle: forwardEvent,
  },
];

function forwardEvent(world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer {
  const { mailbox, event } = itemOf(world, parameters);
  const recipients = forwardJson.safeParse(call.body);
  if (!recipients.success || recipients.data.length === 0) {
    throw badRequest('ErrorInvalidRecipients', 'At least one recipient is not valid.');
  }
  if (!event.isOrganizer) {
    throw badRequest('ErrorInvalidRequest', 'Only the organizer forwards a meeting here.');
  }
  const attendees = [
    ...event.attendees.map(({ address, name, type }) => ({
      type,
      emailAddress: { address, name },
    })),
    ...recipients.data.map(({ emailAddress }) => ({ type: 'required', emailAddress })),
  ];
  updateWhole(world, mailbox, event, { attendees });
  return reply(202);
}
