import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessibilityFaults,
  browserIsThere,
  buildClient,
  horizontalOverflowPx,
  LANGUAGES,
  launchBrowser,
  screenshot,
  visit,
  WIDTHS,
  type WidthName,
} from './fixture/browser.ts';
import { COPIED, makeLibrary, SIDE_PX } from './fixture/library.ts';
import { drawAlteredCopy, plainPicture } from './fixture/pictures.ts';
import { ANGLE_DEG } from './fixture/results.ts';
import { type FixtureServer, startFixtureServer } from './fixture/server.ts';

let browser: Browser;
let server: FixtureServer;
let copy: Buffer;
let plain: Buffer;
let firstId: string;

const picture = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });

async function sendForCheck(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto(`${server.origin}/#/check`);
  await page.locator('input[type=file]').first().setInputFiles(picture(name, buffer));
}

async function showResult(page: Page): Promise<void> {
  await sendForCheck(page, 'copy.png', copy);
  await page.locator('.warped-picture.shown').nth(1).waitFor();
}

/** Every page and state, and how to get there. */
const STATES: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['check', async (page) => void (await page.goto(`${server.origin}/#/check`))],
  [
    'progress',
    async (page) => {
      await sendForCheck(page, 'slow.png', copy);
      await page.locator('.progress').waitFor();
    },
  ],
  ['result', showResult],
  [
    'overlay',
    async (page) => {
      await showResult(page);
      await page.locator('.segment').nth(1).click();
      await page.locator('.overlay-controls').waitFor();
      await page.locator('.warped-picture.shown').nth(1).waitFor();
    },
  ],
  [
    'repeat-unit',
    async (page) => {
      await showResult(page);
      await page.locator('.candidate-row').nth(2).click();
      await page.locator('.view-note').waitFor();
      await page.locator('.warped-picture.shown').nth(1).waitFor();
    },
  ],
  [
    'no-match',
    async (page) => {
      await sendForCheck(page, 'unknown.png', copy);
      await page.locator('.warped-picture.shown').nth(1).waitFor();
    },
  ],
  [
    'empty-library-checked',
    async (page) => {
      await sendForCheck(page, 'first-of-all.png', copy);
      await page.locator('.result-heading').waitFor();
    },
  ],
  [
    'not-comparable',
    async (page) => {
      await sendForCheck(page, 'blank.png', plain);
      await page.locator('.result-heading').waitFor();
    },
  ],
  [
    'refused',
    async (page) => {
      await sendForCheck(page, 'refused.png', copy);
      await page.locator('.notice').waitFor();
    },
  ],
  [
    'busy',
    async (page) => {
      await page.clock.install();
      await sendForCheck(page, `busy-${Math.random()}.png`, copy);
      await page.locator('.notice').waitFor();
    },
  ],
  [
    'failed',
    async (page) => {
      await sendForCheck(page, 'broken.png', copy);
      await page.locator('.notice').waitFor();
    },
  ],
  [
    'offline',
    async (page) => {
      await page.goto(`${server.origin}/#/check`);
      await page.context().setOffline(true);
      await page.locator('input[type=file]').first().setInputFiles(picture('copy.png', copy));
      await page.locator('.notice').waitFor();
    },
  ],
  [
    'compare',
    async (page) => {
      await page.goto(`${server.origin}/#/compare?second=${firstId}`);
      await page.locator('.stage-picture img').waitFor();
    },
  ],
  [
    'comparison',
    async (page) => {
      await page.goto(`${server.origin}/#/compare?second=${firstId}`);
      await page.locator('input[type=file]').first().setInputFiles(picture('copy.png', copy));
      await page.locator('.main-button:not(:disabled)').last().click();
      await page.locator('.warped-picture.shown').nth(1).waitFor();
    },
  ],
  [
    'library',
    async (page) => {
      await page.goto(`${server.origin}/#/library`);
      await page.locator('.pattern-card a').nth(5).waitFor();
      await page.locator('.add-patterns > summary').click();
    },
  ],
  [
    'library-empty',
    async (page) => {
      await page.goto(`${server.origin}/#/library?text=zzz`);
      await page.locator('.empty').waitFor();
    },
  ],
  [
    'record',
    async (page) => {
      await page.goto(`${server.origin}/#/library/${firstId}`);
      await page.locator('.record-picture').waitFor();
    },
  ],
  [
    'remove',
    async (page) => {
      await page.goto(`${server.origin}/#/library/${firstId}`);
      await page.locator('.record-facts > .button-row > button').click();
      await page.locator('dialog[open]').waitFor();
    },
  ],
  [
    'litigation-rules',
    async (page) => {
      await page.goto(`${server.origin}/#/check`);
      await page.locator('.site-footer a').last().click();
      await page.locator('.checklist-point').last().waitFor();
    },
  ],
  [
    'record-missing',
    async (page) => {
      await page.goto(`${server.origin}/#/library/SP-99999999999999999999999999`);
      await page.locator('h1').waitFor();
    },
  ],
];

describe.skipIf(!browserIsThere())('every page and state', () => {
  beforeAll(async () => {
    const [webDir, library] = await Promise.all([buildClient('pages'), makeLibrary()]);
    firstId = library[0]!.pattern.id;
    server = await startFixtureServer(webDir, library);
    copy = (await drawAlteredCopy(COPIED.seed, COPIED.family, SIDE_PX, ANGLE_DEG)).bytes;
    plain = await plainPicture('#c9b89a');
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  // English in the light scheme, Chinese in the dark one; each state is opened once and then made narrow.
  for (const language of LANGUAGES) {
    const colorScheme = language === 'zh' ? 'dark' : 'light';
    it.each(STATES)(
      `${language}, ${colorScheme}: %s is accessible, fits its width and keeps to the policy`,
      async (name, open) => {
        const { context, page, faults } = await visit(browser, { language, width: 'desktop', colorScheme });
        try {
          await open(page);
          for (const width of Object.keys(WIDTHS) as WidthName[]) {
            await page.setViewportSize(WIDTHS[width]);
            expect(await accessibilityFaults(page), width).toEqual([]);
            expect(await horizontalOverflowPx(page), width).toBe(0);
            await screenshot(page, `${name}-${language}-${width}`);
          }
          expect(faults).toEqual([]);
        } finally {
          await context.close();
        }
      },
    );
  }
});
