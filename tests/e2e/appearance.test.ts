import type { Locator, Page } from 'playwright';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { resultRow } from '@/tests/e2e/pages';
import { bookingBody, gridAddress, type Slot, searchAddress, slotAt } from '@/tests/e2e/slots';
import { openStage, type Stage } from '@/tests/e2e/stage';
import { violationsOf } from '@/tests/e2e/violations-of';
import { wordsIn } from '@/tests/e2e/words';
import { appStartTimeoutMs } from '@/tests/support/app';
import { describeInChromium } from '@/tests/support/chromium';
import { scriptedSvg } from '@/tests/support/logos';
import type { Place } from '@/tests/support/make-place';
import { openVisitor, type Visitor, type VisitorOptions } from '@/tests/support/visitor';

const t = wordsIn('en');
const path = '/api/v1/admin/appearance';
const organisation = 'Ville de Lyon';

describeInChromium('an organisation’s own appearance', () => {
  let stage: Stage;
  let place: Place;
  let slot: Slot;
  let admin: Visitor;
  const visitors: Visitor[] = [];

  beforeAll(async () => {
    stage = await openStage();
    place = await stage.place({ name: 'Orsay', kind: 'local', addresses: [{}, {}] });
    slot = slotAt('10:00', 60);
    const body = bookingBody(slot, place.roomIds[0] ?? '', 'Retro');
    expect((await stage.api('emil', '/api/v1/bookings', body)).status).toBe(201);
    admin = await stage.enter('ada', { role: 'admin' });
    return stage.stop;
  }, appStartTimeoutMs);
  afterEach(async () => {
    const left = visitors.splice(0);
    expect([admin, ...left].flatMap(({ troubles }) => troubles)).toEqual([]);
    await Promise.all(left.map((visitor) => visitor.close()));
  });

  const enter = async (options: VisitorOptions = {}) => {
    const visitor = await stage.enter('emil', { role: 'employee', ...options });
    visitors.push(visitor);
    return visitor.page;
  };
  const change = async (json: object) => {
    const token = await stage.app.token('ada@example.org', 'admin');
    const answer = await stage.app.api(path, { token, method: 'PATCH', json });
    expect(answer.status).toBe(200);
  };
  const openForm = async () => {
    await admin.page.goto('/admin/appearance');
    await accentField(admin.page).waitFor();
    return admin.page;
  };
  const save = (page: Page) => page.getByRole('button', { name: t('appearance.save') }).click();

  it('is set by an administrator and shown to everybody, light and dark, before any script', async () => {
    const page = await openForm();
    await page.getByLabel(t('appearance.name')).fill(organisation);
    await chooseLogo(page, { name: 'logo.svg', text: scriptedSvg });
    await accentField(page).fill('#ffff00');
    await page.getByText('Light pages: #6e6e00').waitFor();
    await page.getByText('Dark pages: as it is').waitFor();
    for (const index of [0, 1])
      expect(await isLoaded(page.locator('figure img').nth(index))).toBe(true);
    await save(page);
    await page.getByText(t('appearance.saved'), { exact: true }).waitFor();
    expect(await isLoaded(bannerLogo(page))).toBe(true);
    expect(await accentOf(page)).toBe('rgb(110, 110, 0)');

    for (const [theme, accent] of [
      ['light', 'rgb(110, 110, 0)'],
      ['dark', 'rgb(255, 255, 0)'],
    ] as const) {
      const theirs = await enter({ theme });
      await theirs.route('**/*.js', (route) => route.abort());
      await theirs.goto('/');
      expect(await isLoaded(bannerLogo(theirs))).toBe(true);
      expect(await accentOf(theirs)).toBe(accent);
    }
    const stranger = await openVisitor(stage.browser, stage.app.url);
    visitors.push(stranger);
    await stranger.page.goto('/sign-in');
    expect(await isLoaded(bannerLogo(stranger.page))).toBe(true);
  });

  it('gives way to the colours of those who have forced theirs, and to black on paper', async () => {
    await change({ accent: '#e1000f' });
    const page = await enter();
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await accentOf(page)).toBe(await shownColour(page, 'Highlight'));
    await page.emulateMedia({ forcedColors: 'none', media: 'print' });
    expect(await accentOf(page)).toBe('rgb(0, 0, 0)');
    await page.emulateMedia({ media: 'screen' });
    expect(await accentOf(page)).toBe('rgb(214, 0, 14)');
  });

  describe.each(['#ffff00', '#000033'])('with the extreme accent %s', (accent) => {
    it.each([1280, 390] as const)('rooms can be found, %i wide', async (screen) => {
      await change({ accent });
      const page = await enter({ screen });
      await page.goto(searchAddress(slot, place.buildingId));
      await resultRow(page, 'Orsay 2').waitFor();
      expect(await faultsOf(page)).toEqual([]);
    });

    it('the grid can be read, one’s own booking in it too', async () => {
      await change({ accent });
      const page = await enter();
      await page.goto(gridAddress(slot, place.buildingId));
      await page.locator('.state-mine').first().waitFor();
      expect(await faultsOf(page)).toEqual([]);
    });

    it('leaves its own page without a fault', async () => {
      await change({ accent });
      expect(await faultsOf(await openForm())).toEqual([]);
    });
  });

  it('is refused in words and figures where nothing could be told by it, and not sent', async () => {
    await change({ accent: '#000091' });
    const page = await openForm();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(request.url());
    });
    await accentField(page).fill('#808080');
    const error = page.getByText(/^#808080 is almost grey/);
    expect(await error.textContent()).toMatch(/is 0 and must be at least 0\.04\./);
    expect(await accentField(page).getAttribute('aria-invalid')).toBe('true');
    await save(page);
    expect(await accentField(page).evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
    await accentField(page).fill('rebeccapurple');
    await page.getByText(t('appearance.accentMalformed')).waitFor();
    await save(page);
    const big = { name: 'big.svg', text: scriptedSvg.padEnd(300 * 1_024) };
    await chooseLogo(page, big);
    await page.getByText('big.svg has 300 kB. Choose an image of 256 kB at most.').waitFor();
    await chooseLogo(page, { name: 'no.png', text: 'no image' });
    await page.getByText(/^no\.png is no PNG, SVG, WebP or JPEG image/).waitFor();
    expect(sent).toEqual([]);
    await page.reload();
    expect(await accentField(page).inputValue()).toBe('#000091');
  });

  it('runs nothing, as an image or by itself', async () => {
    const page = await openForm();
    expect(await page.evaluate(() => Reflect.has(window, 'ran'))).toBe(false);
    const address = (await bannerLogo(page).getAttribute('src')) ?? '';
    const alone = await openVisitor(stage.browser, stage.app.url);
    await alone.page.route('**/without-headers.svg', (route) =>
      route.fulfill({ contentType: 'image/svg+xml', body: scriptedSvg }),
    );
    await alone.page.goto('/without-headers.svg');
    expect(await alone.page.locator('svg[data-ran]').count()).toBe(1);
    await alone.page.goto(address);
    await alone.page.locator('svg').waitFor();
    expect(await alone.page.locator('svg[data-ran]').count()).toBe(0);
    await alone.close();
  });

  it('gives way to Foyer’s own again', async () => {
    const page = await openForm();
    await page.getByRole('button', { name: t('appearance.logoRemove') }).click();
    await page.getByRole('button', { name: t('appearance.foyersAccent') }).click();
    await save(page);
    await page.getByText(t('appearance.saved'), { exact: true }).waitFor();
    await page.getByRole('banner').getByText(t('app.name'), { exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('style')).toBeFalsy();
    const theirs = await enter();
    await theirs.getByRole('banner').getByText(t('app.name'), { exact: true }).waitFor();
    expect(await accentOf(theirs)).toBe('rgb(0, 88, 107)');
  });
});

function accentField(page: Page): Locator {
  return page.getByLabel(t('appearance.accent'), { exact: true });
}

function chooseLogo(page: Page, { name, text }: { readonly name: string; readonly text: string }) {
  const file = { name, mimeType: 'image/svg+xml', buffer: Buffer.from(text) };
  return page.locator('input[name="logo"]').setInputFiles(file);
}

function bannerLogo(page: Page): Locator {
  return page.getByRole('banner').getByRole('img', { name: organisation });
}

function isLoaded(image: Locator): Promise<boolean> {
  return image.evaluate(async (element: HTMLImageElement) => {
    await element.decode();
    return element.naturalWidth > 0;
  });
}

async function faultsOf(page: Page) {
  return [...(await violationsOf(page, 'light')), ...(await violationsOf(page, 'dark'))];
}

function accentOf(page: Page): Promise<string> {
  return shownColour(page, 'var(--accent)');
}

/** What becomes of a colour on the page as it now stands. */
function shownColour(page: Page, colour: string): Promise<string> {
  return page.evaluate((value) => {
    const probe = document.createElement('i');
    probe.style.forcedColorAdjust = 'none';
    probe.style.color = value;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, colour);
}
