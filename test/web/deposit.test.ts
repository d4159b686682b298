import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatVerifierKey } from '../../api/proof/note/verifier-key.ts';
import { makeReceipt, makeSigner } from '../api/proof/receipt-fixture.ts';
import {
  accessibilityFaults,
  browserIsThere,
  buildClient,
  horizontalOverflowPx,
  LANGUAGES,
  launchBrowser,
  screenshot,
  visit,
} from './fixture/browser.ts';
import { type FixtureServer, startFixtureServer } from './fixture/server.ts';

const file = Buffer.from('a picture of roses');
const log = makeSigner('registry.example/log');

describe.skipIf(!browserIsThere())('the deposit page', () => {
  let browser: Browser;
  let server: FixtureServer;
  beforeAll(async () => {
    server = await startFixtureServer(await buildClient('deposit'), []);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const json = (name: string, content: unknown) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(content)),
  });

  it.each(LANGUAGES.flatMap((language) => (['desktop', 'phone'] as const).map((width) => ({ language, width }))))(
    'verifies a receipt in the browser, $language on a $width',
    async ({ language, width }) => {
      const receipt = await makeReceipt(new Uint8Array(file), log);
      const keys = { keys: [{ verifierKey: formatVerifierKey(log.key) }] };
      const { context, page, faults } = await visit(browser, { language, width });
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.method() !== 'GET') sent.push(request.url());
      });
      await page.goto(`${server.origin}/#/deposit`);
      const [receiptField, fileField, keysField] = [0, 1, 2].map((n) =>
        page.locator('section[aria-labelledby="verify-heading"] input[type="file"]').nth(n),
      );
      const check = () => page.locator('section[aria-labelledby="verify-heading"] button[type="submit"]').click();
      await receiptField!.setInputFiles(json('rose.receipt.json', receipt));
      await fileField!.setInputFiles({ name: 'rose.tif', mimeType: 'image/tiff', buffer: file });
      await check();
      await page.locator('.deposit-verdict.consistent').waitFor();
      await keysField!.setInputFiles(json('keys.json', keys));
      await check();
      await page.locator('.deposit-verdict.proven').waitFor();
      expect(await page.locator('.deposit-verdict').textContent()).toContain('林工作室 Lin Studio');
      expect(await horizontalOverflowPx(page)).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      await screenshot(page, `deposit-${language}-${width}`);
      const other = Buffer.from(file);
      other[0]! ^= 1;
      await fileField!.setInputFiles({ name: 'rose.tif', mimeType: 'image/tiff', buffer: other });
      await check();
      await page.locator('.deposit-verdict.failed').waitFor();
      await receiptField!.setInputFiles(json('rose.receipt.json', { ...receipt, type: 'other' }));
      await check();
      await page.locator('section[aria-labelledby="verify-heading"] .field-fault').waitFor();
      expect([sent, faults]).toEqual([[], []]);
      await context.close();
    },
  );
});
