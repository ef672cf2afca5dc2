import type { Order, Report } from '@/tests/bench/mailboxes/start-mailboxes';
import { startEwsSimulator } from '@/tests/simulators/ews/start-ews';

/** The program of the process: serves Exchange until its parent has no more orders. */
async function serve(): Promise<void> {
  const simulator = await startEwsSimulator();
  const report = (message: Report) => process.send?.(message);
  const { url, caCertificate, exchanges } = simulator;
  process.on('message', (order: Order) => {
    if (order.kind === 'account') simulator.addMailbox({ ...order.account, mayImpersonate: true });
    if (order.kind === 'room') {
      simulator.addMailbox({ email: order.email, kind: 'room' });
      for (const item of order.items) simulator.writeOutside(order.email, item);
    }
    if (order.kind === 'latency') simulator.setLatency(order.latencyMs);
    if (order.kind === 'report') {
      const asked = exchanges.filter(({ operation }) => operation === 'GetUserAvailabilityRequest');
      report({ kind: 'asked', requests: asked.map(({ request }) => request) });
    }
  });
  process.once('disconnect', () => void simulator.stop());
  report({ kind: 'ready', url, caCertificate });
}

await serve();
