import type { CallOptions } from '@/lib/calendar/calendar';
import { isBackendError } from '@/lib/calendar/errors';
import type { ConnectionSummary, Room } from '@/lib/core/places/room';
import { addMs, type Instant } from '@/lib/core/time/instant';
import type { PushLease } from '@/lib/db/push-ports';
import { knownCapabilities } from '@/lib/services/known-capabilities';
import type { PushDeps } from '@/lib/services/push/push-deps';
import { hashPushSecret, newPushSecret } from '@/lib/services/push/push-secret';

const atOnce = 4;
const callMs = 20_000;
/** Outlasts the two calls that a room may need. */
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
  const leases = await deps.push.takeDue(connectionIds, { leaseMs, limit: atOnce });
  await Promise.all(leases.map((lease) => keepOne(deps, lease)));
  return leases.length;
}

async function notifying(deps: PushDeps): Promise<readonly ConnectionSummary[]> {
  const connections = await deps.mirror.connections();
  const known = await Promise.all(connections.map((each) => knownCapabilities(deps, each)));
  return connections.filter((_connection, index) => known[index]?.push);
}

async function keepOne(deps: PushDeps, lease: PushLease): Promise<void> {
  const { organisationId, roomId } = lease;
  const [room] = await deps.places.findRooms({ organisationId, roomIds: [roomId] });
  // A room that is gone has taken its subscription with it.
  if (!room) return;
  const options = { signal: AbortSignal.timeout(callMs), requestId: deps.newId() };
  try {
    const isRenewed =
      lease.nativeId !== null && (await renew(deps, lease, lease.nativeId, room, options));
    if (!isRenewed) await subscribe(deps, lease, room, options);
  } catch (error) {
    if (!isBackendError(error)) throw error;
    deps.log.warn({ roomId, code: error.code, err: error }, 'a room is not followed by notices');
    await deps.push.fail(lease.id, error.code);
  }
}

/** False when the system no longer has it. */
async function renew(
  deps: PushDeps,
  { id }: PushLease,
  nativeId: string,
  { connection }: Room,
  options: CallOptions,
): Promise<boolean> {
  try {
    const renewed = await deps.calendar.renewSubscription(connection, nativeId, options);
    await deps.push.prolong(id, termOf(deps, renewed));
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
  const secretHash = hashPushSecret(secret);
  await deps.push.agree(id, secretHash);
  const url = new URL(`/api/v1/hooks/${room.connection.kind}/${id}`, deps.publicUrl).href;
  const made = await deps.calendar.subscribe(room, { url, secret }, options);
  await deps.push.keep(id, secretHash, termOf(deps, made));
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
