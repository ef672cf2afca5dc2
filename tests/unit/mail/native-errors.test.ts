import { expect, it } from 'vitest';
import { toMailOutcome } from '@/lib/mail/native-errors';

it.each([
  [{ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'refused', 550],
  [{ code: 'EENVELOPE', command: 'API' }, 'refused', null],
  [{ code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, 'refused', 554],
  [{ code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO' }, 'deferred', 451],
  [{ code: 'EMESSAGE', responseCode: 452, command: 'DATA' }, 'deferred', 452],
  [{ code: 'EENVELOPE', responseCode: 553, command: 'MAIL FROM' }, 'sender-refused', 553],
  [{ code: 'EENVELOPE', responseCode: 450, command: 'MAIL FROM' }, 'deferred', 450],
  [{ code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'unauthenticated', 535],
  [{ code: 'ETLS', responseCode: 502 }, 'tls', 502],
  [{ code: 'ECONNECTION', responseCode: 421 }, 'unreachable', 421],
  [{ code: 'ETIMEDOUT' }, 'timeout', null],
  [{ code: 'EPROTOCOL', responseCode: 554 }, 'deferred', 554],
  [{}, 'bad-response', null],
  ['thrown', 'bad-response', null],
])('%j is %s', (thrown, what, code) => {
  const isRefused = what === 'refused';
  expect(
    toMailOutcome(typeof thrown === 'string' ? thrown : Object.assign(new Error('bob'), thrown)),
  ).toEqual(isRefused ? { outcome: 'refused', code } : { outcome: 'failed', reason: what, code });
});
