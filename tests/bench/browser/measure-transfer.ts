import type { Visitor } from '@/tests/support/visitor';
import { waitFor } from '@/tests/support/wait-for';

export interface TransferFigures {
  readonly requests: number;
  /** As they went over the wire, headers and all. */
  readonly bytes: number;
  readonly scriptBytes: number;
}

/** A page, and what is in it once its content is there. */
export interface MeasuredPage {
  readonly address: string;
  readonly content: string;
}

/** The last thing that a page asks for by itself, and never comes to an end. */
const streamPath = '/api/v1/stream';

/** What a first visit loads until its content is there and the page listens for changes. */
export async function measureTransfer(
  { context }: Visitor,
  { address, content }: MeasuredPage,
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
  const underWay = new Set<string>();
  network.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!request.url.includes(streamPath)) underWay.add(requestId);
  });
  for (const end of ['Network.loadingFinished', 'Network.loadingFailed'] as const) {
    network.on(end, ({ requestId }) => void underWay.delete(requestId));
  }
  const listens = page.waitForRequest(`**${streamPath}?**`);
  await page.goto(address, { waitUntil: 'load' });
  await Promise.all([listens, page.locator(content).first().waitFor()]);
  await waitFor('the rest of the page', async () => underWay.size === 0);
  await page.close();
  const sum = (ids: readonly string[]) =>
    ids.reduce((total, id) => total + (sizes.get(id) ?? 0), 0);
  const ids = [...sizes.keys()];
  const scripts = ids.filter((id) => types.get(id) === 'Script');
  return { requests: ids.length, bytes: sum(ids), scriptBytes: sum(scripts) };
}
