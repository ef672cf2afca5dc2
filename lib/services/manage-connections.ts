import type { BackendFactory } from '@/lib/calendar/backend-factory';
import { FoyerError } from '@/lib/core/errors';
import type { ConnectionRecord } from '@/lib/core/places/connection';
import type { BackendKind } from '@/lib/core/places/room';
import type { AuditStore, ConnectionStore } from '@/lib/db/ports';
import type { Call } from '@/lib/services/call';

export interface ConnectionDeps {
  readonly connections: ConnectionStore;
  readonly audit: AuditStore;
  readonly factories: ReadonlyMap<BackendKind, BackendFactory>;
}

type Options = Readonly<Record<string, unknown>>;

export interface NewConnection {
  readonly name: string;
  readonly kind: BackendKind;
  readonly options: Options;
}

export interface ConnectionChange {
  readonly name?: string | undefined;
  /** Replaces what may be shown; secrets that are left out stay, and those that are null go. */
  readonly options?: Options | undefined;
}

/** @throws FoyerError `not-found`. */
export async function findConnection(
  { connections }: Pick<ConnectionDeps, 'connections'>,
  connectionId: string,
  { person }: Call,
): Promise<ConnectionRecord> {
  const found = await connections.find(person.organisationId, connectionId);
  if (found) return found;
  throw new FoyerError('not-found', 'There is no such connection.');
}

/** @throws FoyerError `invalid-input` naming each wrong option, `unsupported`, `duplicate`. */
export async function createConnection(
  deps: ConnectionDeps,
  { name, kind, options }: NewConnection,
  call: Call,
): Promise<ConnectionRecord> {
  const factory = factoryOf(deps, kind);
  refuseWrongOptions(factory, options);
  const content = { name, kind, ...split(factory, options) };
  const created = await deps.connections.create(call.person.organisationId, content);
  await record(deps, call, 'create', created.id, ['name', 'kind', ...Object.keys(options)]);
  return created;
}

/** @throws FoyerError `not-found`, `invalid-input`, `duplicate`, `stale` when changed meanwhile. */
export async function updateConnection(
  deps: ConnectionDeps,
  connectionId: string,
  change: ConnectionChange,
  call: Call,
): Promise<ConnectionRecord> {
  const before = await findConnection(deps, connectionId, call);
  const factory = factoryOf(deps, before.kind);
  const given = split(factory, change.options ?? before.options);
  const secrets = withoutRemoved({ ...before.secrets, ...given.secrets });
  refuseWrongOptions(factory, { ...given.options, ...secrets });
  const updated = await deps.connections.update(connectionId, before.revision, {
    name: change.name ?? before.name,
    kind: before.kind,
    options: given.options,
    secrets,
  });
  if (!updated) throw new FoyerError('stale', 'The connection has changed meanwhile.');
  const fields = [
    ...(change.name === undefined ? [] : ['name']),
    ...Object.keys(change.options ?? {}),
  ];
  await record(deps, call, 'update', connectionId, fields);
  return updated;
}

/** @throws FoyerError `not-found`, `in-use`. */
export async function removeConnection(
  deps: ConnectionDeps,
  connectionId: string,
  call: Call,
): Promise<void> {
  const removed = await deps.connections.remove(call.person.organisationId, connectionId);
  if (!removed) throw new FoyerError('not-found', 'There is no such connection.');
  await record(deps, call, 'remove', connectionId, []);
}

function factoryOf({ factories }: ConnectionDeps, kind: BackendKind): BackendFactory {
  const factory = factories.get(kind);
  if (factory) return factory;
  throw new FoyerError('unsupported', `Connections of the kind ${kind} are not available yet.`);
}

function refuseWrongOptions(factory: BackendFactory, options: Options): void {
  const checked = factory.check(options);
  if (checked.ok) return;
  const errors = checked.problems.map(({ path, message }) => ({
    path: path === '' ? 'options' : `options.${path}`,
    message,
  }));
  throw new FoyerError('invalid-input', 'The options of the connection are not right.', { errors });
}

function split(factory: BackendFactory, options: Options) {
  const isSecret = ([name]: [string, unknown]) => factory.secretFields.includes(name);
  const entries = Object.entries(options);
  return {
    options: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
    secrets: Object.fromEntries(entries.filter(isSecret)),
  };
}

function withoutRemoved(secrets: Options): Options {
  return Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== null));
}

async function record(
  { audit }: ConnectionDeps,
  { person, requestId }: Call,
  action: 'create' | 'update' | 'remove',
  subjectId: string,
  fields: readonly string[],
): Promise<void> {
  const { organisationId, id: actor } = person;
  const subjectKind = 'connection';
  await audit.record({ organisationId, actor, action, subjectKind, subjectId, fields, requestId });
}
