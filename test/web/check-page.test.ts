import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packArchive, unpackArchive } from '../../api/proof/bundle/archive.ts';
import type { Registry } from '../../api/services/registry.ts';
import { type RunningServer, startServer } from '../api/http/running-server.ts';
import { bundled, withPreviews } from '../api/services/bundle-fixture.ts';
import { makeDataDir, openPlain } from '../api/services/registry-fixture.ts';
import {
  accessibilityFaults,
  browserIsThere,
  buildCheckPage,
  buildClient,
  horizontalOverflowPx,
  LANGUAGES,
  launchBrowser,
  screenshot,
  visit,
} from './fixture/browser.ts';

describe.skipIf(!browserIsThere())('the page that checks files without network', () => {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-check-page-'));
  let browser: Browser;
  let place: Awaited<ReturnType<typeof makeDataDir>>;
  let registry: Registry;
  let server: RunningServer;
  let bundle: Uint8Array;
  let keys: Buffer;
  /** As built; and as a registry gives it, with its keys. */
  let plainPage: string;
  const pinnedPage = join(folder, 'verify.html');

  beforeAll(async () => {
    place = await makeDataDir();
    registry = await openPlain({ dataDir: place.dataDir, databaseUrl: null });
    const clientDir = await buildClient('check-page');
    plainPage = await buildCheckPage(clientDir);
    server = await startServer({}, { context: { services: registry } }, clientDir);
    bundle = await bundled(await withPreviews(registry), 'peonies');
    keys = Buffer.from(await (await server.fetch('/v1/log/keys')).arrayBuffer());
    const page = await server.fetch('/verify.html');
    expect(page.headers.get('content-disposition')).toContain('attachment');
    writeFileSync(pinnedPage, await page.text());
    browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await registry?.close();
    await place?.dispose();
    rmSync(folder, { recursive: true });
  });

  const zip = (bytes: Uint8Array) => ({ name: 'bundle.zip', mimeType: 'application/zip', buffer: Buffer.from(bytes) });

  it.each(LANGUAGES.flatMap((language) => (['desktop', 'phone'] as const).map((width) => ({ language, width }))))(
    'proves a bundle from a file on disk and names the file in which a byte was changed, $language on a $width',
    async ({ language, width }) => {
      const { context, page, faults } = await visit(browser, { language, width });
      await context.setOffline(true);
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(plainPage).href);
      const [file, , keysField] = [0, 1, 2].map((n) => page.locator('input[type="file"]').nth(n));
      const check = () => page.locator('button[type="submit"]').click();
      await file!.setInputFiles(zip(bundle));
      await check();
      await page.locator('.deposit-verdict.consistent').waitFor();
      await keysField!.setInputFiles({ name: 'keys.json', mimeType: 'application/json', buffer: keys });
      await check();
      await page.locator('.deposit-verdict.proven').waitFor();
      expect(await page.locator('.deposit-verdict').textContent()).toContain('proofs/registration.json');
      expect(await horizontalOverflowPx(page)).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      await screenshot(page, `check-page-${language}-${width}`);

      const members = unpackArchive(bundle);
      const altered = members.get('proofs/registration.tst')!.slice();
      altered[altered.length >> 1]! ^= 1;
      await file!.setInputFiles(zip(packArchive(new Map([...members, ['proofs/registration.tst', altered]]))));
      await check();
      await page.locator('.deposit-verdict.failed').waitFor();
      expect(await page.locator('.deposit-word + p').textContent()).toContain('proofs/registration.tst');
      await screenshot(page, `check-page-altered-${language}-${width}`);
      expect(requests).toEqual([pathToFileURL(plainPage).href]);
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  it('counts the keys that the registry wrote into it, shows their fingerprints, and reaches no network', async () => {
    const { context, page, faults } = await visit(browser, { language: 'en', width: 'phone' });
    await page.goto(pathToFileURL(pinnedPage).href);
    const { keys: stated, origin } = JSON.parse(keys.toString()) as { keys: { fingerprint: string }[]; origin: string };
    const pinned = await page.locator('section[aria-labelledby="pinned"]').textContent();
    for (const text of [origin, ...stated.map(({ fingerprint }) => fingerprint)]) expect(pinned).toContain(text);
    await page.locator('input[type="file"]').first().setInputFiles(zip(bundle));
    await page.locator('button[type="submit"]').click();
    await page.locator('.deposit-verdict.proven').waitFor();
    await screenshot(page, 'check-page-pinned-en-phone');
    expect(faults).toEqual([]);
    // The policy in the page forbids it, whatever the script may want.
    const reached = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      `${server.url}/healthz`,
    );
    expect(reached).toBe(false);
    await context.close();
  });
});
