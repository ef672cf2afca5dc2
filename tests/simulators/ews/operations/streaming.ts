import { folderIdOf, folderIn, openFolder } from '../access';
import { EwsFailure } from '../ews-failure';
import { changeKeyOf } from '../ids';
import type { StreamEvent, Told } from '../streams';
import { child, dateTime, everyNamed, leaf, tag, textAt } from '../xml';
import { answerEach, failed, type Operation, type Question, type World } from './operation';

/** Streaming subscriptions only: pull and push ones are refused. */
export const subscribe: Operation = ({ body, caller, world }) =>
  answerEach('Subscribe', [child(body, 'StreamingSubscriptionRequest')], (request) => {
    if (!request) {
      const why = 'Only streaming subscriptions are offered here.';
      throw new EwsFailure('ErrorInvalidSubscriptionRequest', why);
    }
    const folder = folderIn(child(request, 'FolderIds'));
    const mailbox = openFolder(folder, caller, world.store);
    const types = everyNamed(request, 'EventType').map(({ text }) => text.trim());
    return leaf('m:SubscriptionId', world.streams.subscribe(caller.account, mailbox, types));
  });

export const unsubscribe: Operation = ({ body, caller, world }) =>
  answerEach('Unsubscribe', [textAt(body, 'SubscriptionId') ?? ''], (id) => {
    world.streams.unsubscribe(caller.account, id);
    return '';
  });

/** An answer that goes on: a body for each envelope, until it is closed by either side. */
export interface BodyStream {
  /** Begins; nothing is said after `close`. */
  open(say: (body: string) => void, close: () => void): void;
  /** The other side has left. */
  stop(): void;
}

/**
 * Events of subscriptions as they come, an envelope each time, until the minutes asked for are over:
 * then an envelope says that the connection is closed. One unknown subscription fails the whole.
 */
export function getStreamingEvents({ body, caller, world }: Question): BodyStream {
  const ids = everyNamed(body, 'SubscriptionId').map(({ text }) => text.trim());
  const minutes = Number(textAt(body, 'ConnectionTimeout'));
  let stop = (): void => undefined;
  return {
    open(say, close) {
      const end = (last: string) => {
        stop();
        say(last);
        close();
      };
      const isOver = () => {
        const unknown = world.streams.unknownTo(caller.account, ids);
        if (unknown.length > 0) end(writeUnknown(unknown));
        return unknown.length > 0;
      };
      const look = () => {
        if (isOver()) return;
        const told = world.streams.take(ids);
        if (told.length > 0) say(writeSuccess(writeNotifications(told, world)));
      };
      if (isOver()) return;
      const beat = setInterval(
        () => say(writeSuccess(leaf('m:ConnectionStatus', 'OK'))),
        world.limits.streamBeatMs,
      );
      const over = setTimeout(
        () => end(writeSuccess(leaf('m:ConnectionStatus', 'Closed'))),
        minutes * world.limits.streamMinuteMs,
      );
      const forget = world.streams.onNews(look);
      stop = () => {
        clearInterval(beat);
        clearTimeout(over);
        forget();
      };
      say(writeSuccess(leaf('m:ConnectionStatus', 'OK')));
      look();
    },
    stop: () => stop(),
  };
}

const name = 'm:GetStreamingEventsResponse';

function writeSuccess(content: string): string {
  const success = { ResponseClass: 'Success' };
  const code = leaf('m:ResponseCode', 'NoError');
  const message = tag(`${name}Message`, success, code, content);
  return tag(name, {}, tag('m:ResponseMessages', {}, message));
}

function writeUnknown(ids: readonly string[]): string {
  const error = new EwsFailure(
    'ErrorInvalidSubscription',
    'One or more subscriptions in the request are invalid.',
  );
  const unknown = tag(
    'm:ErrorSubscriptionIds',
    {},
    ...ids.map((id) => leaf('t:SubscriptionId', id)),
  );
  const closed = leaf('m:ConnectionStatus', 'Closed');
  const message = failed(`${name}Message`, error, unknown + closed);
  return tag(name, {}, tag('m:ResponseMessages', {}, message));
}

function writeNotifications(told: readonly Told[], world: World): string {
  const notifications = told.map(({ subscriptionId, mailbox, events }) =>
    tag(
      't:Notification',
      {},
      leaf('t:SubscriptionId', subscriptionId),
      ...events.map((event) => writeEvent(event, folderIdOf(mailbox), world)),
    ),
  );
  return tag('m:Notifications', {}, ...notifications);
}

function writeEvent({ type, itemId, atMs }: StreamEvent, folderId: string, world: World): string {
  const item = world.store.byId(itemId);
  const ChangeKey = item ? changeKeyOf(item) : 'EQAAAA==';
  return tag(
    `t:${type}`,
    {},
    leaf('t:TimeStamp', dateTime(atMs)),
    tag('t:ItemId', { Id: itemId, ChangeKey }),
    tag('t:ParentFolderId', { Id: folderId, ChangeKey: 'AQAAAA==' }),
  );
}
