import * as z from 'zod/mini';
import { hourCycles } from '@/lib/core/places/person';
import { roles } from '@/lib/core/places/role';
import { endpoint } from '@/lib/http/contract/endpoint';
import {
  idSchema,
  instantInput,
  instantOutput,
  listOf,
  text,
  whole,
  zoneSchema,
} from '@/lib/http/contract/fields';

export const meSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  locale: z.nullable(z.string()),
  timeZone: z.nullable(z.string()),
  /** null: as the language does. */
  hourCycle: z.nullable(z.enum(hourCycles)),
  /** ISO 8601, Monday 1 to Sunday 7; null: as the language does. */
  firstWeekday: z.nullable(z.int()),
});
export type Me = z.infer<typeof meSchema>;

export const getMe = endpoint({
  id: 'getMe',
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who is signed in',
  access: 'employee',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  answer: meSchema,
  statuses: [200],
});

/** The shape of a BCP 47 tag; pages speak the nearest language that they have. */
const localeSchema = z
  .string()
  .check(
    z.maxLength(35),
    z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as fr or fr-CA'),
  );

export const changeMe = endpoint({
  id: 'changeMe',
  method: 'PATCH',
  path: '/api/v1/me',
  summary: 'Change what Foyer keeps about oneself; null: as the browser or the language has it',
  access: 'employee',
  params: z.object({}),
  query: z.object({}),
  body: z.strictObject({
    locale: z.optional(z.nullable(localeSchema)),
    timeZone: z.optional(z.nullable(zoneSchema)),
    hourCycle: z.optional(z.nullable(z.enum(hourCycles))),
    firstWeekday: z.optional(z.nullable(whole(1, 7))),
  }),
  answer: meSchema,
  statuses: [200],
});

export const endSessions = endpoint({
  id: 'endSessions',
  method: 'DELETE',
  path: '/api/v1/me/sessions',
  summary: 'Sign out everywhere: ends every session of oneself; tokens stay',
  access: 'employee',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  answer: z.null(),
  statuses: [204],
});

export const tokenSchema = z.object({
  id: z.string(),
  label: z.string(),
  createdAt: instantOutput,
  /** null: it never expires. */
  expiresAt: z.nullable(instantOutput),
  /** To the minute; null: not yet. */
  lastUsedAt: z.nullable(instantOutput),
});
export type TokenAnswer = z.infer<typeof tokenSchema>;

export const listTokens = endpoint({
  id: 'listTokens',
  method: 'GET',
  path: '/api/v1/me/tokens',
  summary: 'One’s personal tokens, the newest first; never their text',
  access: 'employee',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  answer: listOf(tokenSchema),
  statuses: [200],
});

export const createToken = endpoint({
  id: 'createToken',
  method: 'POST',
  path: '/api/v1/me/tokens',
  summary: 'Make a personal token, for people who are signed in; only this answer has its text',
  access: 'employee',
  params: z.object({}),
  query: z.object({}),
  body: z.strictObject({ label: text(100, 1), expiresAt: z.optional(instantInput) }),
  answer: z.extend(tokenSchema, { token: z.string() }),
  statuses: [201],
});

export const removeToken = endpoint({
  id: 'removeToken',
  method: 'DELETE',
  path: '/api/v1/me/tokens/{id}',
  summary: 'Revoke one of one’s tokens at once',
  access: 'employee',
  params: z.object({ id: idSchema }),
  query: z.object({}),
  body: z.undefined(),
  answer: z.null(),
  statuses: [204],
});
