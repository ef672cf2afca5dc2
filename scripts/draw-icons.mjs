import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { fail, inProject } from './support/project.mjs';

/**
 * Draws the icons of the installed application from `app/icon.svg`; by hand, whenever that changes:
 * `node scripts/draw-icons.mjs`. A maskable icon keeps what counts in the middle 80 %, and a phone
 * that adds Foyer to its home screen wants no transparency
 * (https://www.w3.org/TR/appmanifest/#icon-masks).
 */
const icons = [
  { file: 'public/icons/icon-192.png', sizePx: 192, mark: 0.86, background: 'transparent' },
  { file: 'public/icons/icon-512.png', sizePx: 512, mark: 0.86, background: 'transparent' },
  { file: 'public/icons/maskable-512.png', sizePx: 512, mark: 0.56, background: '#ffffff' },
  { file: 'app/apple-icon.png', sizePx: 180, mark: 0.66, background: '#ffffff' },
];

async function draw() {
  const svg = readFileSync(inProject('app/icon.svg'), 'utf8');
  mkdirSync(inProject('public/icons'), { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  for (const { file, sizePx, mark, background } of icons) {
    const page = await browser.newPage({ viewport: { width: sizePx, height: sizePx } });
    await page.setContent(
      `<style>html{height:100%;background:${background}}body{margin:0;height:100%;display:grid;` +
        `place-items:center}svg{width:${mark * 100}%}</style>${svg}`,
    );
    await page.screenshot({ path: inProject(file), omitBackground: true });
    await page.close();
  }
  await browser.close();
}

await draw().catch(fail);
