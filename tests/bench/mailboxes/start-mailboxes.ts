import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { OutsideItem } from '@/tests/simulators/ews/start-ews';

interface Account {
  readonly email: string;
  readonly password: string;
}

export type Order =
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'room'; readonly email: string; readonly items: readonly OutsideItem[] }
  | { readonly kind: 'latency'; readonly latencyMs: number }
  | { readonly kind: 'report' };

export type Report =
  | { readonly kind: 'ready'; readonly url: string; readonly caCertificate: string }
  | { readonly kind: 'asked'; readonly requests: readonly string[] };

/** Mailboxes of an Exchange in a process of its own: what the server does is nobody else's time. */
export interface Mailboxes {
  readonly url: string;
  readonly caCertificate: string;
  addRoom(email: string, items: readonly OutsideItem[]): void;
  setLatency(latencyMs: number): void;
  /** Every question for availability so far, after all that was ordered before. */
  availabilityRequests(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export async function startMailboxes(account: Account): Promise<Mailboxes> {
  const program = path.join(import.meta.dirname, 'serve-mailboxes.ts');
  const execArgv = ['--conditions=react-server', '--import', 'tsx'];
  const child = fork(program, [], { execArgv });
  const order = (message: Order) => void child.send(message);
  const hear = async <K extends Report['kind']>(kind: K) => {
    const [report] = (await once(child, 'message')) as [Report];
    if (report.kind !== kind) throw new Error(`not ${kind} but ${report.kind}`);
    return report as Extract<Report, { readonly kind: K }>;
  };
  const { url, caCertificate } = await hear('ready');
  order({ kind: 'account', account });
  return {
    url,
    caCertificate,
    addRoom: (email, items) => order({ kind: 'room', email, items }),
    setLatency: (latencyMs) => order({ kind: 'latency', latencyMs }),
    async availabilityRequests() {
      order({ kind: 'report' });
      return (await hear('asked')).requests;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
