import { encode } from 'next-auth/jwt';
import { expect } from 'vitest';
import * as z from 'zod/mini';
import { toSessionToken } from '@/lib/auth/session-token';
import { addMs, hourMs, instant } from '@/lib/core/time/instant';
import { type Problem, problemSchema } from '@/lib/http/contract/problem';
import type { App } from '@/tests/support/app';

/** A whole hour some hours after this time tomorrow, as the API takes it. */
export function hourTomorrow(hour: number): { readonly start: string; readonly end: string } {
  const next = instant(Math.ceil(Date.now() / hourMs) * hourMs);
  const start = addMs(next, (24 + hour) * hourMs);
  return {
    start: new Date(start).toISOString(),
    end: new Date(addMs(start, hourMs)).toISOString(),
  };
}

export function bookingBody(roomId: string, hour: number, more: object = {}) {
  const when = hourTomorrow(hour);
  return { roomIds: [roomId], title: 'Planning', ...when, timeZone: 'Europe/Paris', ...more };
}

/** The problem that an answer is, after a look at everything that all problems have. */
export async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = z.strictObject(problemSchema.shape).parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(problem.type).toBe(`urn:foyer:problem:${problem.code}`);
  expect(problem.detail).not.toBe('');
  expect(problem.requestId).toMatch(/^[\w-]{8,}$/);
  expect(response.headers.get('x-request-id')).toBe(problem.requestId);
  return problem;
}

/** Status and code, as most tests want them. */
export async function refused(response: Response): Promise<string> {
  const { status, code } = await problemOf(response);
  return `${status} ${code}`;
}

/** How many bookings there are at all, of whatever state. */
export async function countBookings(app: App, managerToken: string): Promise<number> {
  const query =
    'status=pending,confirmed,awaiting-room,awaiting-approval,declined,cancelled,failed';
  const response = await app.api(`/api/v1/bookings?${query}`, { token: managerToken });
  const page = (await response.json()) as { readonly items: readonly unknown[] };
  return page.items.length;
}

export interface SessionWish {
  /** AUTH_SECRET of the application. */
  readonly secret: string;
  /** A personal token of whom the session is to be. */
  readonly token: string;
  readonly sessionEpoch?: number;
}

/** The cookie of a session, as signing in makes it. */
export async function sessionCookie(
  app: App,
  { secret, token, sessionEpoch = 0 }: SessionWish,
): Promise<string> {
  const { id } = (await (await app.api('/api/v1/me', { token })).json()) as { id: string };
  const claims = toSessionToken({ personId: id, sessionEpoch });
  return `foyer.session=${await encode({ token: claims, secret })}`;
}
