import { randomUUID } from 'node:crypto';
import { taking } from '../../support/taking';
import type { GraphAnswer, GraphCall } from '../graph-call';
import { badRequest, GraphFailure } from '../graph-failure';
import { findRoute, type Route } from '../routes/route';
import { findMailbox, type World } from '../store/world';
import type { Throttle } from './throttle';

export interface Service {
  readonly world: World;
  readonly routes: readonly Route[];
  readonly throttle: Throttle;
  latencyMs: () => number;
  /** What every request waits for before it is answered, or null. */
  gate: (() => Promise<void>) | null;
  /** Addresses that the application may touch (RBAC for Applications), or null for all. */
  scope: readonly string[] | null;
}

/** Answers one call, failures included; never throws for a GraphFailure. */
export async function dispatch(service: Service, call: GraphCall): Promise<GraphAnswer> {
  try {
    return await answer(service, call);
  } catch (error) {
    if (error instanceof GraphFailure) return failureAnswer(error, call, service.world.now());
    throw error;
  }
}

async function answer(service: Service, call: GraphCall): Promise<GraphAnswer> {
  const match = findRoute(service.routes, call.method, call.path);
  if (!match) {
    const segment = call.path.split('/').at(-1) ?? '';
    throw badRequest('BadRequest', `Resource not found for the segment '${segment}'.`);
  }
  const { route, parameters } = match;
  checkPermission(route, call);
  const mailbox =
    parameters.user === undefined ? null : findMailbox(service.world, parameters.user);
  checkScope(service, route, mailbox?.address ?? null);
  const leave = service.throttle.enter(mailbox?.address ?? 'the directory');
  try {
    return await taking(service.latencyMs(), async () => {
      if (service.gate) await service.gate();
      return route.handle(service.world, call, parameters);
    });
  } finally {
    leave();
  }
}

export function failureAnswer(failure: GraphFailure, call: GraphCall, nowMs: number): GraphAnswer {
  const requestId = randomUUID();
  return {
    status: failure.status,
    headers: failure.headers,
    body: {
      error: {
        code: failure.code,
        message: failure.message,
        innerError: {
          date: new Date(nowMs).toISOString().slice(0, 19),
          'request-id': requestId,
          'client-request-id': call.headers['client-request-id'] ?? requestId,
        },
      },
    },
  };
}

function checkPermission(route: Route, { caller }: GraphCall): void {
  if (route.permissions.length === 0) return;
  if (route.permissions.some((permission) => caller.roles.includes(permission))) return;
  const isOutlook = route.permissions.some((permission) => permission.startsWith('Calendars'));
  throw isOutlook
    ? accessDenied()
    : new GraphFailure(
        403,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      );
}

function checkScope({ scope }: Service, route: Route, address: string | null): void {
  if (scope === null || address === null) return;
  const isOutlook = route.permissions.some((permission) => permission.startsWith('Calendars'));
  const isInside = scope.some((each) => each.toLowerCase() === address.toLowerCase());
  if (isOutlook && !isInside) throw accessDenied();
}

function accessDenied(): GraphFailure {
  return new GraphFailure(
    403,
    'ErrorAccessDenied',
    'Access is denied. Check credentials and try again.',
  );
}
