import {
  type GraphSimulator,
  type GraphSimulatorOptions,
  startGraphSimulator,
} from '../../simulators/graph/start-graph-simulator';
import { hasGraphContract } from '../../support/graph-contract';
import { type ContractCheck, createContractCheck } from './contract-check';
import { createGraphClient, type GraphClient } from './graph-client';

export const anna = 'anna@contoso.example';
export const ben = 'ben@contoso.example';
export const aurora = 'aurora@contoso.example';
export const borealis = 'borealis@contoso.example';

/** A simulated tenant with two people and two rooms, every message of which is held to the contract. */
export interface Tenant {
  readonly simulator: GraphSimulator;
  readonly graph: GraphClient;
  /** Ends it, and throws what broke the contract. */
  close(): Promise<void>;
}

export async function startTenant(options: GraphSimulatorOptions = {}): Promise<Tenant> {
  const check: ContractCheck | null = hasGraphContract() ? createContractCheck() : null;
  const simulator = await startGraphSimulator({
    ...options,
    ...(check ? { onExchange: check.hear } : {}),
  });
  simulator.addUser({ address: anna, displayName: 'Anna Meyer' });
  simulator.addUser({ address: ben, displayName: 'Ben Okafor' });
  simulator.addRoom({ address: aurora, displayName: 'Aurora' });
  simulator.addRoom({ address: borealis, displayName: 'Borealis' });
  const graph = createGraphClient(simulator);
  return {
    simulator,
    graph,
    async close() {
      graph.close();
      await simulator.close();
      if (check && check.violations.length > 0) throw new Error(check.violations.join('\n'));
    },
  };
}

/** An event of an organiser who invites rooms; wall times of Berlin. */
export function meetingIn(
  rooms: readonly string[],
  start: string,
  end: string,
  more: Readonly<Record<string, unknown>> = {},
) {
  return {
    subject: 'Secret merger',
    start: { dateTime: start, timeZone: 'W. Europe Standard Time' },
    end: { dateTime: end, timeZone: 'W. Europe Standard Time' },
    attendees: rooms.map((address) => ({
      type: 'resource',
      emailAddress: { address, name: address },
    })),
    ...more,
  };
}

export function eventPath(mailbox: string, id: string): string {
  return `/users/${mailbox}/events/${encodeURIComponent(id)}`;
}
