import type * as z from 'zod/mini';
import type { Role } from '@/lib/core/places/role';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** 503 only for a health that tells of a lost database; every other failure is a problem. */
export type SuccessStatus = 200 | 201 | 202 | 204 | 503;

/**
 * One verb on one path: what comes in, what goes out, who may. Both sides use it: the server to
 * parse requests and check its own answers, the browser to read them, OpenAPI to describe them.
 */
export interface Endpoint<
  Params extends z.ZodMiniType = z.ZodMiniType,
  Query extends z.ZodMiniType = z.ZodMiniType,
  Body extends z.ZodMiniType = z.ZodMiniType,
  Answer extends z.ZodMiniType = z.ZodMiniType,
> {
  readonly id: string;
  readonly method: Method;
  /** With parameters in braces: `/api/v1/rooms/{id}`. */
  readonly path: string;
  readonly summary: string;
  /** The least role; `anyone` needs no sign-in. */
  readonly access: Role | 'anyone';
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Where the body is not JSON: what it may be. It comes as bytes, whatever the request says of it. */
  readonly bodyTypes?: readonly string[];
  readonly answer: Answer;
  /** Where the answer is not JSON. */
  readonly answerType?: 'text/event-stream' | 'text/plain' | 'text/calendar' | 'image/*';
  readonly statuses: readonly SuccessStatus[];
}

/** Keeps the types of the parts; nothing else. */
export function endpoint<
  Params extends z.ZodMiniType,
  Query extends z.ZodMiniType,
  Body extends z.ZodMiniType,
  Answer extends z.ZodMiniType,
>(definition: Endpoint<Params, Query, Body, Answer>): Endpoint<Params, Query, Body, Answer> {
  return definition;
}
