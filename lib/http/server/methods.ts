import { randomUUID } from 'node:crypto';
import { FoyerError } from '@/lib/core/errors';
import type { Method } from '@/lib/http/contract/endpoint';
import type { RouteHandler } from '@/lib/http/server/handle';
import { toProblemResponse } from '@/lib/http/server/problem';

/** All five methods of a route: those it has, and for the others the problem that it has them not. */
export function methods(
  given: Partial<Record<Method, RouteHandler>>,
): Readonly<Record<Method, RouteHandler>> {
  const allow = Object.keys(given).join(', ');
  const refuse: RouteHandler = async (request) => {
    const detail = `${request.method} is not one of: ${allow}.`;
    const response = toProblemResponse(new FoyerError('method-not-allowed', detail), randomUUID());
    response.headers.set('allow', allow);
    return response;
  };
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, ...given };
}
