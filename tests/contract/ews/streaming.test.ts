import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Listening, listen } from '@/tests/contract/ews/listen';
import { postSoap } from '@/tests/contract/ews/post-soap';
import { openSchema, type Schema } from '@/tests/contract/ews/schema';
import { password, startOffice } from '@/tests/contract/ews/start-office';
import type { EwsSimulator } from '@/tests/simulators/ews/start-ews';
import { messagesNamespace, soapNamespace, typesNamespace } from '@/tests/simulators/ews/xml';

const room = 'curie@example.org';
const basic = (email: string) => `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`;
const delegate = basic('delegate@example.org');
const startMs = Date.parse('2027-03-02T09:00:00Z');
const item = { uid: 'outside', startMs, endMs: startMs + 3_600_000 };

let schema: Schema;
let office: EwsSimulator;
let listening: Listening | null = null;

beforeAll(() => {
  schema = openSchema();
});
afterAll(() => schema.dispose());
beforeEach(async () => {
  office = await startOffice({ problemOf: (message) => schema.problemOf(message) });
});
afterEach(async () => {
  listening?.leave();
  listening = null;
  await office.stop();
  const messages = office.exchanges.flatMap(({ request, response }) => [request, response]);
  expect(messages.map((message) => schema.problemOf(message)).filter(Boolean)).toEqual([]);
});

function envelopeOf(body: string): string {
  const spaces = `xmlns:s="${soapNamespace}" xmlns:m="${messagesNamespace}" xmlns:t="${typesNamespace}"`;
  return `<s:Envelope ${spaces}><s:Body>${body}</s:Body></s:Envelope>`;
}

async function subscribe(types: readonly string[], as = delegate): Promise<string> {
  const { text } = await ask(
    `<m:Subscribe><m:StreamingSubscriptionRequest><t:FolderIds><t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>${room}</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId></t:FolderIds><t:EventTypes>${types.map((type) => `<t:EventType>${type}</t:EventType>`).join('')}</t:EventTypes></m:StreamingSubscriptionRequest></m:Subscribe>`,
    as,
  );
  return /<m:SubscriptionId>([^<]+)</.exec(text)?.[1] ?? text;
}

function ask(body: string, as = delegate) {
  return postSoap(office, envelopeOf(body), as);
}

function follow(id: string, { minutes = 1, as = delegate } = {}): Listening {
  const body = `<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>${id}</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>${minutes}</m:ConnectionTimeout></m:GetStreamingEvents>`;
  listening = listen(office, envelopeOf(body), as);
  return listening;
}

const toldIn = (envelope: string | null) => envelope?.match(/(?<=<t:)\w+Event(?=>)/g) ?? [];

test('a change is told while somebody listens, and each only once', async () => {
  const stream = follow(await subscribe(['CreatedEvent', 'DeletedEvent', 'FreeBusyChangedEvent']));
  expect(await stream.next()).toContain('<m:ConnectionStatus>OK<');
  office.writeOutside(room, item);
  expect(toldIn(await stream.next())).toEqual(['CreatedEvent', 'FreeBusyChangedEvent']);
  office.removeOutside(room, item.uid);
  expect(toldIn(await stream.next())).toEqual(['DeletedEvent', 'FreeBusyChangedEvent']);
});

test('what happens while nobody listens is kept for who comes', async () => {
  const id = await subscribe(['CreatedEvent']);
  office.writeOutside(room, item);
  const stream = follow(id);
  await stream.next();
  expect(toldIn(await stream.next())).toEqual(['CreatedEvent']);
});

test('the connection ends when its minutes are over, and says so; until then it says that it lives', async () => {
  office.limits.streamMinuteMs = 60;
  office.limits.streamBeatMs = 25;
  const stream = follow(await subscribe(['CreatedEvent']), { minutes: 1 });
  const said: (string | null)[] = [];
  do said.push(await stream.next());
  while (said.at(-1) !== null);
  const statuses = said.map((each) => /<m:ConnectionStatus>(\w+)</.exec(each ?? '')?.[1] ?? null);
  expect(statuses.slice(-2)).toEqual(['Closed', null]);
  expect(new Set(statuses.slice(0, -2))).toEqual(new Set(['OK']));
  expect(statuses.length).toBeGreaterThanOrEqual(4);
});

test('a subscription that ends closes the stream with an error that names it', async () => {
  const id = await subscribe(['CreatedEvent']);
  const stream = follow(id);
  await stream.next();
  const ended = await ask(
    `<m:Unsubscribe><m:SubscriptionId>${id}</m:SubscriptionId></m:Unsubscribe>`,
  );
  expect(ended.text).toContain('NoError');
  const last = await stream.next();
  expect(last).toContain('ErrorInvalidSubscription');
  expect(last).toContain(`<t:SubscriptionId>${id}<`);
  expect(await stream.next()).toBeNull();
});

test('nobody listens to the subscription of another account, nor ends it', async () => {
  const id = await subscribe(['CreatedEvent']);
  const alice = basic('alice@example.org');
  expect(await follow(id, { as: alice }).next()).toContain('ErrorInvalidSubscription');
  const refused = await ask(
    `<m:Unsubscribe><m:SubscriptionId>${id}</m:SubscriptionId></m:Unsubscribe>`,
    alice,
  );
  expect(refused.text).toContain('ErrorSubscriptionAccessDenied');
});

test('a calendar that may not be opened is not subscribed to', async () => {
  expect(await subscribe(['CreatedEvent'], basic('bob@example.org'))).toContain(
    'ErrorAccessDenied',
  );
});
