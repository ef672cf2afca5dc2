import type { CallOptions } from '@/lib/calendar/calendar';
import { isBackendError } from '@/lib/calendar/errors';
import { mapLimited } from '@/lib/calendar/limits/map-limited';
import type { ConnectionSummary, Room } from '@/lib/core/places/room';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { PushLease } from '@/lib/db/push-ports';
import type { PushDeps } from '@/lib/services/push/push-deps';
import { hashPushSecret, newPushSecret } from '@/lib/services/push/push-secret';

const perRound = 50;
const atOnce = 4;
const callMs = 20_000;
const leaseMs = 60_000;

/**
 * Makes and renews the subscriptions that are due, on any number of replicas. Returns how many were.
 * None where calendar systems could not reach us: they call by HTTPS only.
 */
export async function keepSubscriptions(deps: PushDeps): Promise<number> {
  if (new URL(deps.publicUrl).protocol !== 'https:') return 0;
  const connections = await notifying(deps);
  if (connections.length === 0) return 0;
  const connectionIds = connections.map(({ id }) => id);
  const leases = await deps.push.takeDue(connectionIds, { leaseMs, limit: perRound });
  await mapLimited(leases, atOnce, (lease) => keepOne(deps, lease));
  return leases.length;
}

async function notifying(deps: PushDeps): Promise<readonly ConnectionSummary[]> {
  const connections = await deps.mirror.connections();
  const push = await Promise.all(connections.map((connection) => hasPush(deps, connection)));
  return connections.filter((_connection, index) => push[index]);
}

async function hasPush({ calendar }: PushDeps, connection: ConnectionSummary): Promise<boolean> {
  try {
    return (await calendar.capabilities(connection)).push;
  } catch (error) {
    if (!isBackendError(error)) throw error;
    return false;
  }
}

async function keepOne(deps: PushDeps, lease: PushLease): Promise<void> {
  const { organisationId, roomId } = lease;
  const [room] = await deps.places.findRooms({ organisationId, roomIds: [roomId] });
  // A room that is gone has taken its subscription with it.
  if (!room) return;
  const options = { signal: AbortSignal.timeout(callMs), requestId: deps.newId() };
  try {
    if (lease.nativeId === null || !(await renew(deps, lease.nativeId, lease, room, options))) {
      await subscribe(deps, lease, room, options);
    }
  } catch (error) {
    if (!isBackendError(error)) throw error;
    deps.log.warn({ roomId, code: error.code, err: error }, 'a room is not followed by notices');
    await deps.push.fail(lease.id, error.code);
  }
}

/** False when the system no longer has it. */
async function renew(
  deps: PushDeps,
  nativeId: string,
  { id }: PushLease,
  { connection }: Room,
  options: CallOptions,
): Promise<boolean> {
  try {
    const renewed = await deps.calendar.renewSubscription(connection, nativeId, options);
    await deps.push.keep(id, termOf(deps, renewed));
    return true;
  } catch (error) {
    if (isBackendError(error) && error.code === 'event-not-found') return false;
    throw error;
  }
}

/** What the system sends is believed from before it is asked: it may call at once. */
async function subscribe(
  deps: PushDeps,
  { id }: PushLease,
  room: Room,
  options: CallOptions,
): Promise<void> {
  const secret = newPushSecret();
  await deps.push.agree(id, hashPushSecret(secret));
  const url = new URL(`/api/v1/hooks/${room.connection.kind}/${id}`, deps.publicUrl).href;
  const made = await deps.calendar.subscribe(room, { url, secret }, options);
  await deps.push.keep(id, termOf(deps, made));
  // What happened before anybody told us is read now.
  await deps.mirror.wake([room.id]);
}

/** Renewed half-way: a day of failures loses nothing. */
function termOf(
  { clock }: PushDeps,
  { id: nativeId, expiresAt }: { readonly id: string; readonly expiresAt: Instant },
) {
  const now = clock.now();
  const half = Math.floor(Math.max(0, expiresAt - now) / 2);
  return { nativeId, expiresAt, renewAt: addMs(now, half) };
}
