import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { sampleRecords } from '../../datasets/build-sample.ts';
import { LANGUAGES, type LanguageName, launchBrowser } from './fixture/browser.ts';
import { drawAlteredCopy } from './fixture/pictures.ts';
import { startRealServer } from './fixture/real-server.ts';

/**
 * Takes pictures of every page with real results, for looking at: a server with one design of every family of the sample
 * library checks a copy of one of them that was recoloured and turned by 31°. One picture is that in README.md.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.cache/pictures');
const README_PICTURE = join(ROOT, 'api/web/result-page.png');
const ANGLE_DEG = 31;
const SIDE_PX = 640;
const WIDTHS_PX = [1280, 390];
const HEIGHT_PX = 900;
/** Down to the two pictures and what can be switched on over them. */
const README_HEIGHT_PX = 1330;
const TIMEOUT_MS = 120_000;

const samples = sampleRecords().filter(({ path }) => path.endsWith('-1.webp'));
const original = samples.find(({ family }) => family === 'tropical')!;

const [server, browser] = await Promise.all([startRealServer(samples), launchBrowser()]);
try {
  const { bytes } = await drawAlteredCopy(original.seed, original.family, SIDE_PX, ANGLE_DEG);
  await mkdir(FOLDER, { recursive: true });
  for (const language of LANGUAGES) for (const widthPx of WIDTHS_PX) await takeAll(browser, language, widthPx, bytes);
  process.stdout.write(`Pictures are in ${FOLDER}, and ${README_PICTURE} is new.\n`);
} finally {
  await browser.close();
  await server.close();
}

async function takeAll(from: Browser, language: LanguageName, widthPx: number, copy: Buffer): Promise<void> {
  const context = await from.newContext({
    viewport: { width: widthPx, height: HEIGHT_PX },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  const take = async (name: string) => {
    await settled(page);
    const overflowPx = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    if (overflowPx > 0) process.stdout.write(`${name}-${language}-${widthPx} scrolls sideways by ${overflowPx} px\n`);
    await page.screenshot({ path: join(FOLDER, `${name}-${language}-${widthPx}.png`), fullPage: true });
  };
  const chosen = { name: 'copy.png', mimeType: 'image/png', buffer: copy };

  await page.goto(server.origin);
  await take('check');
  await page.locator('input[type=file]').first().setInputFiles(chosen);
  await page.locator('.warped-picture.shown').nth(1).waitFor();
  await take('result');
  if (language === 'en' && widthPx === WIDTHS_PX[0]) await takeForReadme(page);
  await page.locator('.view-toolbar label').nth(1).click();
  await take('overlay');

  await page.goto(`${server.origin}/#/library`);
  await page.locator('.pattern-card').first().waitFor();
  await take('library');
  await page.goto(`${server.origin}/#/library?text=${encodeURIComponent(original.registrationNumber)}`);
  await page.locator('.pattern-card a').first().click();
  await page.locator('.palette').waitFor();
  await take('record');
  const [, id = ''] = /(SP-\w+)/.exec(page.url()) ?? [];
  await page.goto('about:blank');
  await page.goto(`${server.origin}/#/compare?second=${id}`);
  await take('compare');
  await page.locator('input[type=file]').first().setInputFiles(chosen);
  await page.locator('.main-button').click();
  await page.locator('.result-heading').waitFor();
  await take('compared');
  await context.close();
}

/** The upper part of the page, in as few bytes as a page that is mostly paper takes. */
async function takeForReadme(page: Page): Promise<void> {
  const clip = { x: 0, y: 0, width: WIDTHS_PX[0]!, height: README_HEIGHT_PX };
  const whole = await page.screenshot({ fullPage: true, clip });
  await sharp(whole).png({ palette: true, effort: 10 }).toFile(README_PICTURE);
}

/** All pictures of the page are there, those below the edge of the window too. */
async function settled(page: Page): Promise<void> {
  await page.evaluate<unknown>(`Promise.all([...document.images].map((image) => {
    image.loading = 'eager';
    return image.complete || new Promise((done) => { image.onload = image.onerror = done; });
  })).then(() => 0)`);
  await page.waitForLoadState('networkidle');
}
