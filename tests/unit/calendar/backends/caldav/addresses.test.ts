import { describe, expect, test } from 'vitest';
import {
  calendarUrlOf,
  canonicalPath,
  newObjectUrl,
  objectUrlOf,
} from '@/lib/calendar/backends/caldav/addresses';
import { isBackendError } from '@/lib/calendar/errors';

const server = 'https://dav.example.org/dav/';
const urlOf = (calendarUrl?: string) =>
  calendarUrlOf({ address: calendarUrl === undefined ? {} : { calendarUrl } }, server).href;

describe("a room's calendar", () => {
  test.each([
    ['https://dav.example.org/dav/a/', 'https://dav.example.org/dav/a/'],
    ['https://dav.example.org/a?x#y', 'https://dav.example.org/a/'],
    ['a', 'https://dav.example.org/dav/a/'],
    ['/b/c/', 'https://dav.example.org/b/c/'],
    ['salle é', 'https://dav.example.org/dav/salle%20%C3%A9/'],
  ])('%s', (given, expected) => {
    expect(urlOf(given)).toBe(expected);
  });

  test.each([
    undefined,
    '',
    'http://dav.example.org/a/',
    'https://dav.example.org:8443/a/',
    'https://evil.example.org/a/',
    '//evil.example.org/a/',
    'https://dav.example.org@evil.example.org/',
    'https://me:pw@dav.example.org/a/',
    'javascript:alert(1)',
  ])('%s is refused', (given) => {
    try {
      urlOf(given);
      expect.unreachable();
    } catch (error) {
      expect(isBackendError(error) && error.code).toBe('invalid-request');
    }
  });
});

test('hrefs compare whatever the escaping', () => {
  const base = new URL(server);
  const forms = ['/dav/a%40b/%f0%9f%9a%80.ics', '/dav/a@b/%F0%9F%9A%80.ics', 'a@b/🚀.ics'];
  const paths = forms.map((href) => canonicalPath(href, base));
  expect(new Set(paths)).toEqual(new Set(['/dav/a%40b/%F0%9F%9A%80.ics']));
  expect(canonicalPath('/dav/100%/x', base)).toBe('/dav/100%/x');
  expect(objectUrlOf(paths[0] ?? '', server).href).toBe(
    'https://dav.example.org/dav/a%40b/%F0%9F%9A%80.ics',
  );
});

test('an event is named by its uid, or by a digest where that is no safe name', () => {
  const calendar = new URL('https://dav.example.org/dav/a/');
  const nameOf = (uid: string) => newObjectUrl(calendar, uid).pathname;
  expect(nameOf('b-1@foyer')).toBe('/dav/a/b-1@foyer.ics');
  for (const uid of ['../x', 'a/b', '.hidden', 'a b', 'x'.repeat(101), 'a%2e']) {
    expect(nameOf(uid)).toMatch(/^\/dav\/a\/[0-9a-f]{64}\.ics$/);
  }
});
