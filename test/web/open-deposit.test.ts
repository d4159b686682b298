import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenReceipt } from '../../api/proof/open-deposit.ts';
import { readTrust } from '../../api/proof/trust.ts';
import { verifyFile } from '../../api/proof/verify-file.ts';
import { motifPng } from '../api/http/motif-png.ts';
import { browserIsThere, LANGUAGES } from './fixture/browser.ts';
import { lookAt, openRegistryPlace, type RegistryPlace, SIDE_PX } from './fixture/registry-place.ts';

const WORDS = {
  zh: { restricted: '相同', certificate: /^存证编号/, issue: '下载存证证书', open: /^开封存证/ },
  en: {
    restricted: 'Identical',
    certificate: /^Id of the deposit/,
    issue: 'Take along the certificate',
    open: /^Open deposit/,
  },
} as const;

describe.skipIf(!browserIsThere())('an open deposit in the browser', () => {
  let place: RegistryPlace;
  beforeAll(async () => {
    place = await openRegistryPlace('open-deposit');
  }, 240_000);
  afterAll(() => place?.close());

  it.each(LANGUAGES)(
    'is handed in, certified, proved, and found on the verification page; somebody else is told that there is one, %s',
    { timeout: 300_000 },
    async (language) => {
      const words = WORDS[language];
      const picture = Buffer.from(motifPng(language === 'zh' ? 21 : 22, SIDE_PX));
      const owner = await place.office.designer(`设计 ${language}`);
      const first = await place.visitAs(owner.account, language, 'phone');
      await first.page.goto(`${place.server.url}/#/deposit`);
      const section = first.page.locator('section[aria-labelledby="hand-in-heading"]');
      await section
        .locator('input[type="file"]')
        .setInputFiles({ name: 'rose.png', mimeType: 'image/png', buffer: picture });
      await section.locator('button[type="submit"]').click();
      await section.getByText(/OD-[0-9A-Z]{26}/).waitFor({ timeout: 60_000 });
      await lookAt(first.page, 'open-deposit', language);
      const file = await taken(first.page, section.locator('button.plain-button'));
      const { record } = (JSON.parse(Buffer.from(file).toString()) as OpenReceipt).logged;
      const trust = readTrust(await (await place.server.fetch('/v1/log/keys')).json());
      expect(await verifyFile(file, { original: new Uint8Array(picture), trust })).toMatchObject({ verdict: 'proven' });

      await first.page.getByLabel(words.certificate).fill(record.id);
      const pdf = await taken(first.page, first.page.getByRole('button', { name: words.issue }));
      const verdict = await verifyFile(pdf, { trust });
      expect(verdict).toMatchObject({ kind: 'certificate', verdict: 'proven', facts: { deposit: record.id } });
      const { certificate } = (verdict as { facts: { certificate: string } }).facts;
      const anybody = await place.visitAs(null, language, 'phone');
      await anybody.page.goto(`${place.server.url}/#/verify/${certificate}`);
      await anybody.page.locator('.deposit-verdict.proven').waitFor();
      await anybody.page.getByText(words.open).waitFor();
      expect(await anybody.page.locator('.deposit-facts').textContent()).toContain(record.sha256);
      await lookAt(anybody.page, 'verify-open-deposit', language);

      const stranger = await place.office.designer(`别家 ${language}`);
      const second = await place.visitAs(stranger.account, language, 'desktop');
      await second.page.goto(`${place.server.url}/#/deposit`);
      const theirs = second.page.locator('section[aria-labelledby="hand-in-heading"]');
      await theirs
        .locator('input[type="file"]')
        .setInputFiles({ name: 'mine.png', mimeType: 'image/png', buffer: picture });
      await theirs.locator('button[type="submit"]').click();
      await theirs.getByText(/OD-[0-9A-Z]{26}/).waitFor({ timeout: 60_000 });
      await theirs.getByText(words.restricted).first().waitFor();
      expect(await theirs.textContent()).not.toContain(record.id);
      for (const { context, faults } of [first, second, anybody]) {
        expect(faults).toEqual([]);
        await context.close();
      }
    },
  );
});

async function taken(page: Page, button: Locator): Promise<Uint8Array> {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), button.click()]);
  return new Uint8Array(readFileSync((await download.path())!));
}
