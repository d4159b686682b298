import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleRecords } from '../../datasets/build-sample.ts';
import {
  accessibilityFaults,
  browserIsThere,
  horizontalOverflowPx,
  launchBrowser,
  screenshot,
  visit,
} from './fixture/browser.ts';
import { drawAlteredCopy, drawDesign } from './fixture/pictures.ts';
import { type RealServer, startRealServer } from './fixture/real-server.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ANGLE_DEG = 31;
const SIDE_PX = 416;

let browser: Browser;
let server: RealServer;
let copy: Buffer;
let unknown: Buffer;

const SAMPLES = sampleRecords();

/** A printed design with much to hold on to. */
const COPIED = SAMPLES.find(({ family }) => family === 'tropical')!;

/** The first design of every other family, and the copied one: enough to be wrong about. */
const ENTERED = SAMPLES.filter((record, index) => record === COPIED || index % 8 === 0);

const picture = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });

async function check(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto(server.origin);
  await page.locator('input[type=file]').first().setInputFiles(picture(name, buffer));
  await page.locator('.result-heading, .notice').waitFor();
}

describe.skipIf(!browserIsThere())('the web client with the real server and the sample library', () => {
  beforeAll(async () => {
    if (!existsSync(join(ROOT, 'dist/web/index.html'))) {
      await build({ configFile: join(ROOT, 'api/web/vite.config.ts'), logLevel: 'error' });
    }
    [server, browser] = await Promise.all([startRealServer(ENTERED), launchBrowser()]);
    copy = (await drawAlteredCopy(COPIED.seed, COPIED.family, SIDE_PX, ANGLE_DEG)).bytes;
    unknown = (await drawDesign(987_654, 'paisley', SIDE_PX)).bytes;
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('finds the record of a turned and recoloured copy, and lays it over', async () => {
    const { context, page, faults } = await visit(browser, { language: 'en', width: 'desktop' });
    await check(page, 'copy.png', copy);
    expect(await page.locator('h1').textContent()).toMatch(/Substantially similar|Identical/);
    expect(await page.locator('.candidate-row').first().textContent()).toContain(COPIED.title);
    expect(await page.locator('.edit-list').textContent()).toMatch(/turned 3[01]° clockwise/);
    expect(await page.locator('.edit-list').textContent()).toContain('recoloured');
    await page.locator('.warped-picture.shown').nth(1).waitFor();
    await page.getByText('Overlay', { exact: true }).click();
    await page.getByLabel('Upper picture').fill('60');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await screenshot(page, 'real-result-en-desktop');
    await context.close();
  });

  it('says in Chinese, on a phone, that a new design was not found', async () => {
    const { context, page, faults } = await visit(browser, { language: 'zh', width: 'phone' });
    await check(page, 'new.png', unknown);
    expect(await page.locator('h1').textContent()).toBe('未发现');
    expect(await horizontalOverflowPx(page)).toBe(0);
    expect(faults).toEqual([]);
    await screenshot(page, 'real-no-match-zh-phone');
    await context.close();
  });

  it('refuses what is not a picture, with the remedy of the server', async () => {
    const { context, page } = await visit(browser, { language: 'en', width: 'desktop' });
    await check(page, 'text.png', Buffer.from('This is no picture.'));
    expect(await page.locator('.notice').textContent()).toContain('This picture was refused');
    await context.close();
  });

  it('compares a picture with a record', async () => {
    const { context, page, faults } = await visit(browser, { language: 'en', width: 'desktop' });
    await page.goto(`${server.origin}/#/library?text=${encodeURIComponent(COPIED.registrationNumber)}`);
    await page.locator('.pattern-card a').first().click();
    await page.getByRole('link', { name: 'Compare with a picture' }).click();
    await page.locator('input[type=file]').first().setInputFiles(picture('copy.png', copy));
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.locator('.result-heading').waitFor();
    expect(await page.locator('h1').textContent()).toMatch(/Substantially similar|Identical/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('adds a pattern, finds it and removes it with a reason', async () => {
    const { context, page, faults } = await visit(browser, { language: 'en', width: 'desktop' });
    await page.goto(`${server.origin}/#/library`);
    await page.getByText('Add patterns').click();
    await page.getByLabel('Token').fill(server.token);
    await page.getByRole('button', { name: 'Use this token' }).click();
    await page.locator('.add-patterns input[type=file]').setInputFiles([picture('brand-new.png', unknown)]);
    await page.getByRole('button', { name: 'Add 1 picture' }).click();
    await page.getByText('1 added, 0 already there, 0 refused').waitFor();
    await check(page, 'again.png', unknown);
    expect(await page.locator('h1').textContent()).toBe('Identical');
    await page.locator('.record-link').click();
    await page.getByRole('button', { name: 'Remove the record' }).click();
    await page.getByLabel('Reason').fill('Added by the end-to-end test');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('heading', { name: 'The record was removed.' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
