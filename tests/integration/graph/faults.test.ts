import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RoomFreeBusy } from '@/lib/calendar/backend';
import {
  addRoom,
  alice,
  callWithin,
  connect,
  day,
  draftFor,
  errorOf,
} from '@/tests/integration/graph/connection';
import type { Exchange } from '@/tests/simulators/graph/server/exchange';
import {
  type GraphSimulator,
  startGraphSimulator,
} from '@/tests/simulators/graph/start-graph-simulator';
import { createSigningCertificate } from '@/tests/support/signing-certificate';

let simulator: GraphSimulator;
let exchanges: Exchange[] = [];

beforeAll(async () => {
  simulator = await startGraphSimulator({ onExchange: (exchange) => exchanges.push(exchange) });
  simulator.addUser({ address: alice, displayName: 'Alice' });
});

afterEach(() => {
  simulator.faults.clear();
  exchanges = [];
});

afterAll(() => simulator.close());

function reasonOf(answers: readonly RoomFreeBusy[]) {
  const [answer] = answers;
  return answer?.known === false ? answer.error : null;
}

async function listing(more: Parameters<typeof connect>[1]) {
  const query = { room: addRoom(simulator), window: day, cursor: null };
  return errorOf(connect(simulator, more).doListEvents(query, callWithin()));
}

describe('proofs', () => {
  test('a wrong secret is told in words, without the secret', async () => {
    const error = await listing({ clientSecret: 'not-the-secret' });
    expect(error.code).toBe('unauthenticated');
    expect(error.message).toContain('the client secret is not the right one');
    expect(error.message).not.toContain('not-the-secret');
  });

  test('an unknown tenant and an unknown application are told apart', async () => {
    const [tenant, application] = await Promise.all([
      listing({ tenantId: 'nowhere.example' }),
      listing({ clientId: '00000000-0000-4000-8000-000000000000' }),
    ]);
    expect([tenant.code, application.code]).toEqual(['unauthenticated', 'unauthenticated']);
    expect(tenant.message).toContain('no such tenant');
    expect(application.message).toContain('does not know this application');
  });

  test('a certificate that was uploaded opens the door, another does not', async () => {
    const [known, foreign] = await Promise.all([
      createSigningCertificate(),
      createSigningCertificate(),
    ]);
    simulator.authority.certificates.push(known.certificate);
    const proof = ({ certificate, privateKey }: typeof known) => ({
      clientSecret: undefined,
      certificate,
      certificateKey: privateKey,
    });
    const query = { room: addRoom(simulator), window: day, cursor: null };
    const page = await connect(simulator, proof(known)).doListEvents(query, callWithin());
    expect(page.events).toEqual([]);
    const error = await listing(proof(foreign));
    expect(error.code).toBe('unauthenticated');
    expect(error.message).toContain('the certificate is not one of the application');
  });

  test('a server whose certificate nobody vouches for is not spoken to', async () => {
    const error = await listing({ caCertificate: undefined });
    expect(error.code).toBe('unavailable');
    expect(error.message).toMatch(/CERT|SIGNATURE|SIGNED|ISSUER/);
    expect(exchanges).toEqual([]);
  });

  test('a token that is worth nothing in mid-use is replaced once, and the write done once', async () => {
    const backend = connect(simulator);
    const room = addRoom(simulator);
    await backend.doCreate(draftFor([room]), callWithin());
    const before = simulator.figures().tokensIssued;
    simulator.authority.revokeTokens();
    await backend.doFreeBusy({ rooms: [room], window: day }, callWithin());
    expect(simulator.figures().tokensIssued).toBe(before + 1);
    simulator.authority.revokeTokens();
    const later = draftFor([room], { start: day.start });
    await backend.doCreate(later, callWithin());
    expect(simulator.peek.dates(alice).filter(({ startMs }) => startMs === day.start)).toHaveLength(
      1,
    );
  });

  test('a permission that is missing is forbidden', async () => {
    const { roles } = simulator.authority;
    simulator.authority.roles = [];
    try {
      const backend = connect(simulator);
      const room = addRoom(simulator);
      expect((await errorOf(backend.admin.doListRooms(callWithin()))).code).toBe('forbidden');
      const answers = await backend.doFreeBusy({ rooms: [room], window: day }, callWithin());
      expect(reasonOf(answers)?.code).toBe('forbidden');
      const error = await errorOf(backend.doCreate(draftFor([room]), callWithin()));
      expect([error.code, error.outcome]).toEqual(['forbidden', 'not-applied']);
    } finally {
      simulator.authority.roles = roles;
    }
  });
});

describe('the way there and back', () => {
  test.each([
    [{ kind: 'html', status: 200 }, 'bad-response'],
    [{ kind: 'html', status: 502 }, 'unavailable'],
    [{ kind: 'truncate' }, 'unavailable'],
    [{ kind: 'reset-before' }, 'unavailable'],
    [{ kind: 'reset-after' }, 'unavailable'],
    [{ kind: 'status', status: 500 }, 'unavailable'],
  ] as const)('%j makes a room unknown, and a write of unknown outcome', async (fault, code) => {
    const backend = connect(simulator);
    const room = addRoom(simulator);
    await backend.doCreate(draftFor([room], { start: day.start }), callWithin());
    // A shared connection that is reset is nothing yet: the question goes once more by its own.
    simulator.faults.order({ method: 'POST', path: /getSchedule$/, fault, times: 2 });
    const answers = await backend.doFreeBusy({ rooms: [room], window: day }, callWithin());
    simulator.faults.clear();
    expect(reasonOf(answers)?.code).toBe(code);
    const draft = draftFor([room]);
    simulator.faults.order({ method: 'POST', path: /\/events$/, fault });
    const error = await errorOf(backend.doCreate(draft, callWithin()));
    expect([error.code, error.outcome]).toEqual([code, 'unknown']);
    expect(JSON.stringify([error.message, error.cause])).not.toContain('Nightjar');
    const ref = await backend.doCreate(draft, callWithin());
    const ours = simulator.peek
      .events(alice)
      .filter(({ attendees }) => attendees.some(({ address }) => address === room.address.email));
    expect(ours).toHaveLength(2);
    await backend.doCancel(ref, 'all', callWithin());
  });

  test.each(['hang-before', 'hang-after'] as const)('%s ends at the deadline', async (kind) => {
    const backend = connect(simulator);
    const room = addRoom(simulator);
    await backend.doFreeBusy({ rooms: [room], window: day }, callWithin());
    simulator.faults.order({ method: 'POST', fault: { kind } });
    const begun = performance.now();
    const answers = await backend.doFreeBusy({ rooms: [room], window: day }, callWithin(600));
    expect(reasonOf(answers)?.code).toBe('timeout');
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe('throttling', () => {
  test('a storm of refusals does not multiply: the mailbox gets its pause from everybody', async () => {
    const backend = connect(simulator);
    const room = addRoom(simulator);
    await backend.doFreeBusy({ rooms: [room], window: day }, callWithin());
    exchanges = [];
    const fault = { kind: 'status', status: 429, retryAfterSeconds: 32.128 } as const;
    simulator.faults.order({ times: Number.POSITIVE_INFINITY, fault });
    const query = { room, window: day, cursor: null };
    const errors = await Promise.all(
      Array.from({ length: 40 }, () => errorOf(backend.doListEvents(query, callWithin()))),
    );
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['throttled']));
    expect(errors.every(({ retryAfterMs }) => (retryAfterMs ?? 0) > 30_000)).toBe(true);
    expect(exchanges.length).toBeLessThanOrEqual(4);
    simulator.faults.clear();
    const other = addRoom(simulator);
    const answers = await backend.doFreeBusy({ rooms: [other], window: day }, callWithin());
    expect(answers[0]?.known).toBe(true);
  });

  test('one mailbox is never asked more than four things at once', async () => {
    const backend = connect(simulator);
    const room = addRoom(simulator);
    const query = { room, window: day, cursor: null };
    simulator.setLatency(20);
    try {
      await Promise.all(
        Array.from({ length: 30 }, () => backend.doListEvents(query, callWithin())),
      );
    } finally {
      simulator.setLatency(0);
    }
    expect(simulator.figures().throttled).toBe(0);
    expect(simulator.figures().mostAtOncePerMailbox).toBeLessThanOrEqual(4);
  });

  test('a 503 that names a pause is throttling', async () => {
    simulator.setUnavailable(1.5);
    try {
      const answers = await connect(simulator).doFreeBusy(
        { rooms: [addRoom(simulator)], window: day },
        callWithin(),
      );
      const error = reasonOf(answers);
      expect([error?.code, error?.retryAfterMs]).toEqual(['throttled', 1_500]);
    } finally {
      simulator.setUnavailable(null);
    }
  });
});
