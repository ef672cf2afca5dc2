import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, appStartTimeoutMs, startApp } from '@/tests/support/app';

let app: App;

beforeAll(async () => {
  app = await startApp();
}, appStartTimeoutMs);
afterAll(() => app?.stop());

interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly purpose?: string;
}

it.each([
  ['en', 'Book a meeting room'],
  ['fr', 'Réserver une salle'],
  ['de', 'Besprechungsräume buchen'],
])('Foyer can be installed, and says what it is in %s', async (language, beginning) => {
  const response = await fetch(`${app.url}/manifest.webmanifest`, {
    headers: { 'accept-language': language },
  });
  expect(response.headers.get('content-type')).toContain('application/manifest+json');
  const { name, description, display, start_url, icons } = await response.json();
  expect({ name, display, start_url }).toEqual({
    name: 'Foyer',
    display: 'standalone',
    start_url: '/',
  });
  expect(description).toContain(beginning);
  for (const { src, sizes } of icons as readonly Icon[]) expect(await sizeOf(src)).toBe(sizes);
  const kinds = (icons as readonly Icon[]).map(({ sizes, purpose = 'any' }) => [sizes, purpose]);
  expect(kinds).toEqual([
    ['192x192', 'any'],
    ['512x512', 'any'],
    ['512x512', 'maskable'],
  ]);
});

it('is named by every page, with the icon for home screens', async () => {
  const page = await (await fetch(`${app.url}/sign-in`)).text();
  expect(page).toContain('<link rel="manifest" href="/manifest.webmanifest"');
  const [, src = ''] = /<link rel="apple-touch-icon" href="([^"]+)"/.exec(page) ?? [];
  expect(await sizeOf(src)).toBe('180x180');
});

/** PNG specification, section 11.2.2: width and height are the first fields of the first chunk. */
async function sizeOf(src: string): Promise<string> {
  const response = await fetch(app.url + src);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
  const image = Buffer.from(await response.arrayBuffer());
  expect(image.subarray(1, 4).toString()).toBe('PNG');
  return `${image.readUInt32BE(16)}x${image.readUInt32BE(20)}`;
}
