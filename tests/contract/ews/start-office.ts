import {
  type EwsSimulator,
  type EwsSimulatorOptions,
  startEwsSimulator,
} from '@/tests/simulators/ews/start-ews';

export const password = 'correct horse';

/** A small organisation on an Exchange server: two people, two rooms in one list, two accounts. */
export async function startOffice(options: EwsSimulatorOptions = {}): Promise<EwsSimulator> {
  const simulator = await startEwsSimulator(options);
  const mailboxes = [
    { email: 'service@example.org', name: 'Foyer', mayImpersonate: true },
    { email: 'delegate@example.org', name: 'Delegate' },
    { email: 'alice@example.org', name: 'Alice', delegates: ['delegate@example.org'] },
    { email: 'bob@example.org', name: 'Bob' },
  ];
  for (const mailbox of mailboxes) simulator.addMailbox({ ...mailbox, password });
  for (const name of ['Curie', 'Meitner']) {
    simulator.addMailbox({
      email: `${name.toLowerCase()}@example.org`,
      name,
      kind: 'room',
      password: `${password} of ${name}`,
      delegates: ['delegate@example.org'],
      policy: { bookingWindowDays: 1_080 },
    });
  }
  simulator.addRoomList({
    email: 'paris@example.org',
    name: 'Paris',
    rooms: ['curie@example.org', 'meitner@example.org'],
  });
  return simulator;
}
