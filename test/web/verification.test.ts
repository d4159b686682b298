import { createHash } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancel } from '../../api/services/applications/amend.ts';
import { propose, takeCase } from '../../api/services/applications/examine.ts';
import type { Registry } from '../../api/services/registry.ts';
import { readApplicationRow } from '../../api/store/applications/application-rows.ts';
import { readEvents } from '../../api/store/applications/case-rows.ts';
import { insertCertificate } from '../../api/store/certificate-rows.ts';
import { insertDepositCertificate } from '../../api/store/deposit-certificate-rows.ts';
import { keepDeposit } from '../../api/store/deposit-rows.ts';
import { makeId } from '../../api/store/record-id.ts';
import { filed, type Office, openOffice, worksForm } from '../api/applications/office.ts';
import { type RunningServer, startServer } from '../api/http/running-server.ts';
import { makeDataDir, openPlain } from '../api/services/registry-fixture.ts';
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

describe.skipIf(!browserIsThere())('the verification page', () => {
  let browser: Browser;
  let place: Awaited<ReturnType<typeof makeDataDir>>;
  let registry: Registry;
  let server: RunningServer;
  let office: Office;
  beforeAll(async () => {
    place = await makeDataDir();
    registry = await openPlain({ dataDir: place.dataDir, databaseUrl: null });
    server = await startServer({}, { context: { services: registry } }, await buildClient('verification'));
    office = await openOffice(registry);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await registry?.close();
    await place?.dispose();
  });

  /** A registration with a certificate whose file is these bytes. */
  async function certified(name: string, file: Buffer) {
    const examiner = await office.staff('examiner');
    const { id } = await filed(registry, await office.designer('柯桥织造'), name, worksForm('柯桥织造'));
    await takeCase(registry, examiner, id);
    const decision = { outcome: 'grant', reason: 'nothing-earlier-found', note: 'Nothing.', judgements: [] } as const;
    await propose(registry, examiner, id, decision);
    const row = (await readApplicationRow(registry.store, id))!;
    const now = new Date();
    const certificate = makeId('CE', now);
    await insertCertificate(registry.store, {
      id: certificate,
      applicationKey: row.key,
      kind: 'registration',
      language: 'zh',
      eventOrdinal: (await readEvents(registry.store, row.key)).length - 1,
      sha256: createHash('sha256').update(file).digest('hex'),
      replaces: null,
      issuedAt: now,
      issuedBy: 'test',
    });
    return { id, certificate, number: row.number! };
  }

  it.each(LANGUAGES.flatMap((language) => (['desktop', 'phone'] as const).map((width) => ({ language, width }))))(
    'answers by QR code, number and file, of which the hash alone is sent, $language on a $width',
    async ({ language, width }) => {
      const file = Buffer.from(`certificate ${language} ${width}`);
      const { id, certificate, number } = await certified(`verified ${language} ${width}`, file);
      const { context, page, faults } = await visit(browser, { language, width });
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/v1/verifications')) asked.push(`${request.method()} ${request.url()}`);
      });
      await page.goto(`${server.url}/#/verify/${certificate}`);
      await page.locator('.deposit-verdict.proven').waitFor();
      expect(await page.locator('.deposit-verdict').textContent()).toContain(number);
      expect(await horizontalOverflowPx(page)).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      await screenshot(page, `verification-${language}-${width}`);

      await page
        .locator('input[type="file"]')
        .setInputFiles({ name: 'c.pdf', mimeType: 'application/pdf', buffer: file });
      await expect
        .poll(() => asked.at(-1))
        .toBe(`GET ${server.url}/v1/verifications?sha256=${createHash('sha256').update(file).digest('hex')}`);
      await page.locator('.deposit-verdict.proven').waitFor();
      await page.locator('.action-form input:not([type="file"])').fill(number);
      await page.locator('.action-form button[type="submit"]').click();
      await page.locator('.deposit-verdict:not(.proven)').waitFor();

      const registrar = await office.staff('registrar');
      await cancel(registry, registrar, id, { reason: 'court-judgment', note: 'By judgment.' });
      await page.locator(`.deposit-verdict a[href$="${certificate}"]`).click();
      await page.locator('.deposit-verdict.failed').waitFor();
      expect(await page.locator('.deposit-word').textContent()).toContain(language === 'zh' ? '已撤销' : 'Revoked');

      const altered = Buffer.concat([file, Buffer.from('.')]);
      await page
        .locator('input[type="file"]')
        .setInputFiles({ name: 'c.pdf', mimeType: 'application/pdf', buffer: altered });
      await page.locator('.problem, [role="alert"]').first().waitFor();
      expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
      await context.close();
    },
  );

  it.each(LANGUAGES)(
    'answers for certificates of deposits, and leads to the copy that replaced one, %s',
    async (language) => {
      const now = new Date();
      const deposit = { id: makeId('SD', now), account: makeId('AC', now), depositedAt: now };
      const commitment = createHash('sha256').update(deposit.id).digest('hex');
      await keepDeposit(registry.store, { ...deposit, commitment });
      const issue = async (file: string, replaces: string | null) => {
        const row = { depositId: deposit.id, language, replaces, issuedAt: new Date(), issuedBy: deposit.account };
        const id = makeId('CE', row.issuedAt);
        const sha256 = createHash('sha256').update(`${id} ${file}`).digest('hex');
        await insertDepositCertificate(registry.store, { ...row, id, sha256 });
        return id;
      };
      const first = await issue('first', null);
      const { context, page, faults } = await visit(browser, { language, width: 'phone' });
      await page.goto(`${server.url}/#/verify/${first}`);
      await page.locator('.deposit-verdict.proven').waitFor();
      for (const fact of [deposit.id, deposit.account, commitment])
        expect(await page.locator('.deposit-facts').textContent()).toContain(fact);
      expect(await horizontalOverflowPx(page)).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      await screenshot(page, `verification-deposit-${language}-phone`);

      await page.locator('.action-form input:not([type="file"])').fill(deposit.id);
      await page.locator('.action-form button[type="submit"]').click();
      await page.locator('.deposit-verdict:not(.proven)').waitFor();
      expect(await page.locator('.deposit-facts').textContent()).not.toContain(deposit.account);

      const second = await issue('second', first);
      await page.locator(`.deposit-verdict a[href$="${first}"]`).click();
      await page.locator('.deposit-verdict.failed').waitFor();
      await page.locator(`.deposit-verdict p a[href$="${second}"]`).click();
      await page.locator('.deposit-verdict.proven').waitFor();
      expect(faults).toEqual([]);
      await context.close();
    },
  );
});
