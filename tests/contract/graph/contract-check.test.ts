import { expect, test } from 'vitest';
import type { Exchange } from '../../simulators/graph/server/exchange';
import { hasGraphContract } from '../../support/graph-contract';
import { createContractCheck } from './contract-check';

const present = hasGraphContract();

const event = {
  id: 'AAMk=',
  subject: 'Review',
  start: { dateTime: '2026-12-01T10:00:00.0000000', timeZone: 'UTC' },
  attendees: [{ type: 'resource', status: { response: 'none', time: '0001-01-01T00:00:00Z' } }],
};

const good: Exchange = {
  kind: 'request',
  method: 'POST',
  path: '/users/anna@contoso.example/events',
  query: new URLSearchParams(),
  requestHeaders: {},
  requestBody: { subject: 'Review', start: event.start },
  status: 201,
  responseHeaders: {},
  responseBody: event,
  isFault: false,
};

function violationsOf(change: Partial<Exchange>): readonly string[] {
  const check = createContractCheck();
  check.hear({ ...good, ...change });
  return check.violations;
}

test.runIf(present)('a message as the contract has it is none', () => {
  expect(violationsOf({})).toEqual([]);
});

/** Each a way to break the contract; the check has to see every one. */
const broken: Readonly<Record<string, Partial<Exchange>>> = {
  'a property that no schema has, sent': { requestBody: { subjekt: 'Review' } },
  'a property that no schema has, answered': { responseBody: { ...event, subjekt: 'Review' } },
  'a value of another type': { requestBody: { subject: 3 } },
  'a word outside its enumeration': { responseBody: { ...event, showAs: 'maybe' } },
  'a word outside its enumeration, deep inside': {
    responseBody: { ...event, attendees: [{ type: 'resource', status: { response: 'yes' } }] },
  },
  'a date that is none': { responseBody: { ...event, createdDateTime: 'yesterday' } },
  'a null where none may be': { responseBody: { ...event, id: null } },
  'an answer without its body': { responseBody: undefined },
  'a failure without a code': { status: 400, responseBody: { error: { message: 'No' } } },
  'a body where none is expected': {
    method: 'DELETE',
    path: '/users/anna@contoso.example/events/AAMk=',
    requestBody: undefined,
    status: 204,
  },
  'a status that is not foreseen': {
    method: 'DELETE',
    path: '/users/anna@contoso.example/events/AAMk=',
    requestBody: undefined,
    status: 200,
    responseBody: undefined,
  },
  'an operation that is not there': { path: '/users/anna@contoso.example/calender/events' },
  'a query option that is not there': { query: new URLSearchParams({ $format: 'xml' }) },
  'a window that is not said': {
    method: 'GET',
    path: '/users/anna@contoso.example/calendarView',
    requestBody: undefined,
    status: 200,
    responseBody: { value: [] },
  },
  'a list that is none': {
    method: 'GET',
    requestBody: undefined,
    status: 200,
    responseBody: { '@odata.context': 'events' },
  },
  'a batch with answers that nobody asked for': {
    path: '/$batch',
    requestBody: { requests: [{ id: '1', method: 'GET', url: '/users' }] },
    status: 200,
    responseBody: { responses: [{ id: '2', status: 200 }] },
  },
  'a batch of more than twenty': {
    path: '/$batch',
    requestBody: {
      requests: Array.from({ length: 21 }, (_, id) => ({ id: `${id}`, method: 'GET', url: '/' })),
    },
    status: 200,
    responseBody: { responses: [] },
  },
};

test.runIf(present).each(Object.entries(broken))('%s is seen', (_name, change) => {
  expect(violationsOf(change)).not.toEqual([]);
});
