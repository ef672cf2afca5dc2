import type { Visitor } from '@/tests/support/visitor';

export interface TransferFigures {
  readonly requests: number;
  /** As they went over the wire, headers and all. */
  readonly bytes: number;
  readonly scriptBytes: number;
}

/** What a first visit loads until nothing more comes. */
export async function measureTransfer(
  { context }: Visitor,
  address: string,
): Promise<TransferFigures> {
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  const types = new Map<string, string>();
  const sizes = new Map<string, number>();
  network.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.set(requestId, encodedDataLength),
  );
  // The stream of changes stays open, so the network is never idle; the meetings come last.
  await page.goto(address);
  await page.locator('main td[aria-colspan]').first().waitFor();
  await page.waitForLoadState('load');
  await page.close();
  const sum = (ids: readonly string[]) =>
    ids.reduce((total, id) => total + (sizes.get(id) ?? 0), 0);
  const ids = [...sizes.keys()];
  const scripts = ids.filter((id) => types.get(id) === 'Script');
  return { requests: ids.length, bytes: sum(ids), scriptBytes: sum(scripts) };
}
