import { z } from 'zod';
import { withException, withoutDates } from '../events/edit-series';
import { findDate } from '../events/series-dates';
import type { ResponseType } from '../events/stored-event';
import { type GraphAnswer, type GraphCall, reply } from '../graph-call';
import { badRequest } from '../graph-failure';
import { sendAnswer } from '../send-answer';
import { findByICalUId, putEvent, removeEvent, type World } from '../store/world';
import { writePermissions } from './change-events';
import { type Item, itemOf } from './mailbox-of';
import type { Route, RouteParameters } from './route';

const verbs: Readonly<Record<string, ResponseType>> = {
  accept: 'accepted',
  decline: 'declined',
  tentativelyAccept: 'tentativelyAccepted',
};

const answerJson = z.object({
  comment: z.string().nullish(),
  sendResponse: z.boolean().nullish(),
  SendResponse: z.boolean().nullish(),
});

/** Answering an invitation from the calendar of who was invited. */
export const respondRoutes: readonly Route[] = Object.entries(verbs).map(([verb, response]) => ({
  method: 'POST',
  path: `/users/{user}/events/{event}/${verb}`,
  permissions: writePermissions,
  handle: (world: World, call: GraphCall, parameters: RouteParameters): GraphAnswer => {
    const item = itemOf(world, parameters);
    const json = answerJson.safeParse(call.body ?? {});
    if (!json.success) throw badRequest('RequestBodyRead', 'The answer cannot be read.');
    const sends = json.data.sendResponse ?? json.data.SendResponse ?? true;
    respond(world, item, response, sends);
    return reply(202);
  },
}));

/** Notes the answer in the copy, and at the organiser's event if it is sent. */
export function respond(world: World, item: Item, response: ResponseType, sends: boolean): void {
  const { mailbox, event, date } = item;
  const originalStartMs = date?.originalStartMs ?? null;
  if (event.isOrganizer || event.isCancelled) {
    throw badRequest(
      'ErrorInvalidRequest',
      'Your request can\u2019t be completed. You can\u2019t respond to this meeting.',
    );
  }
  const nowMs = world.now();
  if (response === 'declined') {
    if (originalStartMs === null) removeEvent(world, mailbox, event);
    else putEvent(world, mailbox, withoutDates(event, [originalStartMs], nowMs));
  } else {
    const showAs = response === 'accepted' ? showAsOfOrganizer(world, item) : 'tentative';
    const answered = { response, respondedMs: nowMs, showAs };
    const whole = { ...event, ...answered, exceptions: new Map(event.exceptions) };
    putEvent(
      world,
      mailbox,
      originalStartMs === null ? whole : withException(event, originalStartMs, answered, nowMs),
    );
  }
  if (!sends) return;
  sendAnswer(world, {
    iCalUId: event.iCalUId,
    organizerAddress: event.organizer.address,
    from: mailbox.address,
    response,
    sequence: event.sequence,
    originalStartMs,
    declinedStartsMs: [],
  });
}

function showAsOfOrganizer(world: World, { event, date }: Item): string {
  const mailbox = world.mailboxes.get(event.organizer.address.toLowerCase());
  const original = mailbox && findByICalUId(mailbox, event.iCalUId);
  if (!original) return 'busy';
  const at = date?.originalStartMs ?? null;
  return (at === null ? original : findDate(original, at)?.content)?.showAs ?? 'busy';
}
