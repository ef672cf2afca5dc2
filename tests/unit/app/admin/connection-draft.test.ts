import { describe, expect, it } from 'vitest';
import {
  emptyDraft,
  fromConnection,
  missingFields,
  toOptions,
} from '@/app/(admin)/admin/connections/connection-draft';
import type { ConnectionAnswer } from '@/lib/http/contract/admin-connections';

const stored: ConnectionAnswer = {
  id: 'one',
  name: 'Head office',
  kind: 'ews',
  options: {
    serverUrl: 'https://mail.example.org/EWS/Exchange.asmx',
    username: 'EXAMPLE\\foyer',
    auth: 'basic',
    concurrency: 4,
  },
  secretsSet: ['password'],
  status: 'ok',
  lastOkAt: null,
  error: null,
  roomCount: 0,
  etag: '"1"',
};

describe('the options of a connection, from its form', () => {
  it('keep what the form does not ask for, and send no secret that was not typed', () => {
    expect(toOptions(fromConnection(stored, 'ews'), 'ews', stored.options)).toEqual({
      ...stored.options,
      access: 'impersonation',
      writeMode: 'invite',
    });
  });

  it('leave out what was emptied, and trim all but secrets', () => {
    const draft = fromConnection(stored, 'ews');
    const values = { ...draft.values, username: '  ', serverUrl: ' https://x ', password: ' a b ' };
    const options = toOptions({ ...draft, values }, 'ews', stored.options);
    expect(options).toMatchObject({ serverUrl: 'https://x', password: ' a b ' });
    expect(options).not.toHaveProperty('username');
  });

  it('say which secret shall go, unless another was typed', () => {
    const draft = { ...emptyDraft, removed: ['clientSecret'] as const };
    expect(toOptions(draft, 'graph')).toMatchObject({ clientSecret: null });
    const typed = { ...draft, values: { clientSecret: 'new' } };
    expect(toOptions(typed, 'graph')).toMatchObject({ clientSecret: 'new' });
  });
});

describe('what is missing in the form', () => {
  it('is the name and what the kind needs', () => {
    expect(missingFields(emptyDraft, 'ews')).toEqual(['name', 'serverUrl', 'password']);
    expect(missingFields(emptyDraft, 'graph')).toEqual(['name', 'tenantId', 'clientId']);
    expect(missingFields({ ...emptyDraft, name: 'Own' }, 'local')).toEqual([]);
  });

  it('is no secret that is stored, but one that shall go', () => {
    const draft = fromConnection(stored, 'ews');
    expect(missingFields(draft, 'ews', ['password'])).toEqual([]);
    const removed = { ...draft, removed: ['password'] as const };
    expect(missingFields(removed, 'ews', ['password'])).toEqual(['password']);
  });
});
