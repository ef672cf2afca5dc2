import { expect, test } from 'vitest';
import { caldavOptions } from '@/lib/calendar/backends/caldav/options';

const fine = { serverUrl: 'https://dav.example.org/dav', username: 'svc', password: 'x' };

test('reads what an administrator gives, with the defaults', () => {
  expect(caldavOptions.parse(fine)).toEqual({
    serverUrl: 'https://dav.example.org/dav/',
    username: 'svc',
    password: 'x',
    auth: 'basic',
    writeMode: 'direct',
    roomAnswers: 'foyer',
  });
});

test.each([
  [{ serverUrl: 'ftp://dav.example.org/' }],
  [{ serverUrl: 'dav.example.org' }],
  [{ serverUrl: 'https://svc:x@dav.example.org/' }],
  [{ password: '' }],
  [{ auth: 'ntlm' }],
  [{ writeMode: 'invite' }],
  [{ writeMode: 'invite', organizerCalendarUrl: '/svc/meetings/' }],
  [{ roomAnswers: 'nobody' }],
  [{ timeZone: 'Mars/Phobos' }],
  [{ extra: 1 }],
])('refuses %j', (more) => {
  expect(caldavOptions.safeParse({ ...fine, ...more }).success).toBe(false);
});

test.each([
  [{ organizerCalendarUrl: '/{user}/calendar/' }],
  [{ organizerCalendarUrl: '/svc/meetings/', organizerEmail: 'svc@example.org' }],
])('invites into %j', (more) => {
  expect(caldavOptions.safeParse({ ...fine, writeMode: 'invite', ...more }).success).toBe(true);
});
