import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackArchive } from '../../api/proof/bundle/archive.ts';
import { motifPng } from '../api/http/motif-png.ts';
import { drawPages, installCheckers } from '../api/report/pdf-checkers.ts';
import { browserIsThere, buildCheckPage, LANGUAGES } from './fixture/browser.ts';
import { lookAt, openRegistryPlace, type RegistryPlace, SIDE_PX } from './fixture/registry-place.ts';

const WORDS = {
  zh: {
    file: '文件（类型不限）',
    depositor: /^存证人/,
    understood: '我会把回执和这份原文件各存两处。',
    seal: '密封并存证',
    save: '保存回执',
    toVerify: /^回执（JSON）/,
    original: /^当时存证的文件/,
    verify: '核验',
    offline: '下载离线核验网页',
    certificate: '证书',
    issue: '签发证书',
    picture: '检材图片',
    claimant: /^主张方/,
    order: '检索并出具报告',
    own: '您的报告',
    bundle: '下载证据包',
  },
  en: {
    file: 'The file, of any kind',
    depositor: /^Depositor/,
    understood: 'I will keep the receipt and this very file, in two places each.',
    seal: 'Seal and deposit',
    save: 'Save the receipt',
    toVerify: /^Receipt \(JSON\)/,
    original: /^The file that was deposited/,
    verify: 'Verify',
    offline: 'Take along the page that checks without network',
    certificate: 'Certificate',
    issue: 'Issue a certificate',
    picture: 'Disputed picture',
    claimant: /^Claimant/,
    order: 'Search and make the report',
    own: 'Your reports',
    bundle: 'Download the evidence bundle',
  },
} as const;

describe.skipIf(!browserIsThere())('proof, from a sealed file to the court', () => {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-proof-story-'));
  let place: RegistryPlace;
  beforeAll(async () => {
    await installCheckers();
    place = await openRegistryPlace('proof-story');
    await buildCheckPage(place.clientDir);
  }, 300_000);
  afterAll(async () => {
    await place?.close();
    rmSync(folder, { recursive: true });
  });

  it.each(LANGUAGES)(
    'a sealed deposit is disclosed, a QR code leads to the verification page, and a court officer without network proves a bundle and finds the altered file, %s',
    { timeout: 400_000 },
    async (language) => {
      const words = WORDS[language];
      const seed = LANGUAGES.indexOf(language) + 31;
      const drawing = Buffer.from(motifPng(seed, SIDE_PX));
      const designer = await place.office.designer(`柯桥织造 ${language}`);

      // On a phone, the designer seals the drawing before anybody has seen it.
      const owner = await place.visitAs(designer.account, language, 'phone');
      const sent: number[] = [];
      owner.page.on('request', (request) => sent.push(request.postDataBuffer()?.length ?? 0));
      await owner.page.goto(`${place.server.url}/#/deposit`);
      const sealing = owner.page.locator('section[aria-labelledby="seal-heading"]');
      await sealing.getByLabel(words.file).setInputFiles(chosen('drawing.png', drawing));
      await sealing.getByLabel(words.depositor).fill('林晓 Lin Xiao');
      await sealing.getByLabel(words.understood).check();
      await sealing.getByRole('button', { name: words.seal }).click();
      await sealing.getByText(/SD-[0-9A-Z]{26}/).waitFor();
      await lookAt(owner.page, 'proof-story-sealed', language);
      const receipt = await taken(
        owner.page,
        sealing.getByRole('link', { name: words.save }),
        'drawing.png.receipt.json',
      );
      expect(receipt.toString()).toContain('林晓 Lin Xiao');
      // The commitment alone left the phone.
      expect(Math.max(...sent)).toBeLessThan(200);

      // The design is registered; the certificate is in the officer's hands as a sheet of paper.
      const { id } = await place.registered(designer, seed, '缠枝莲');
      await owner.page.goto(`${place.server.url}/#/applications/${id}`);
      const certificates = owner.page.getByRole('region', { name: words.certificate, exact: true });
      await certificates.getByRole('button', { name: words.issue }).click();
      await certificates.locator('.certificate-issued a').first().waitFor();
      const certificate = join(folder, `certificate-${language}.pdf`);
      await saved(owner.page, certificates.locator('.certificate-issued a').first(), certificate);

      // A copy turns up, turned and in other colours; the firm orders a report on it.
      const copy = await sharp(drawing).rotate(90).modulate({ hue: 120 }).jpeg({ quality: 90 }).toBuffer();
      await owner.page.goto(`${place.server.url}/#/reports`);
      await owner.page.getByLabel(words.picture).setInputFiles(chosen('copy.jpg', copy));
      await owner.page.getByLabel(words.claimant).first().fill('柯桥织造');
      await owner.page.getByRole('button', { name: words.order }).click();
      const report = owner.page.getByRole('region', { name: words.own, exact: true }).locator('.report-item').first();
      const bundle = await taken(owner.page, report.getByRole('button', { name: words.bundle }), /^SR-\w{26}\.zip$/);

      // The officer, not signed in: the code on the certificate leads to what it is worth now.
      const officer = await place.visitAs(null, language, 'phone');
      await officer.page.goto(await codeOn(certificate, folder));
      await officer.page.locator('.deposit-verdict.proven').waitFor();
      expect(await officer.page.locator('.deposit-facts').textContent()).toContain('缠枝莲');
      await lookAt(officer.page, 'proof-story-certificate', language);

      // He takes the page that checks along, and the network is gone.
      await officer.page.goto(`${place.server.url}/#/deposit`);
      const page = join(folder, `verify-${language}.html`);
      await saved(officer.page, officer.page.getByRole('link', { name: words.offline }), page);
      await officer.page.setViewportSize({ width: 1280, height: 900 });
      await officer.context.setOffline(true);
      await officer.page.goto(pathToFileURL(page).href);
      const requests: string[] = [];
      officer.page.on('request', (request) => requests.push(request.url()));
      const check = async (file: ReturnType<typeof chosen>, verdict: 'proven' | 'failed'): Promise<string> => {
        await officer.page.getByLabel(words.toVerify).setInputFiles(file);
        await officer.page.getByRole('button', { name: words.verify, exact: true }).click();
        await officer.page.locator(`.deposit-verdict.${verdict}`).waitFor();
        return (await officer.page.locator('.deposit-verdict').textContent())!;
      };

      // What was sealed is disclosed: this file, by him, then; no other file.
      const original = officer.page.getByLabel(words.original);
      await original.setInputFiles(chosen('drawing.png', drawing));
      expect(await check(chosen('receipt.json', receipt), 'proven')).toContain('林晓 Lin Xiao');
      await lookAt(officer.page, 'proof-story-disclosed', language);
      await original.setInputFiles(chosen('copy.jpg', copy));
      await check(chosen('receipt.json', receipt), 'failed');
      await original.setInputFiles([]);

      // The bundle of the report is proved; one byte of any file in it, and the page says in which.
      const answer = await check(chosen('bundle.zip', bundle), 'proven');
      for (const member of unpackArchive(bundle).keys())
        if (member !== 'manifest.json' && member !== 'proof.json') expect(answer).toContain(member);
      await lookAt(officer.page, 'proof-story-bundle', language);
      const [member, bytes] = [...unpackArchive(bundle)].find(([name]) => name.endsWith('.pdf'))!;
      const altered = Buffer.from(bundle);
      altered[altered.indexOf(bytes) + 1_000]! ^= 1;
      expect(await check(chosen('bundle.zip', altered), 'failed')).toContain(member);
      await lookAt(officer.page, 'proof-story-altered', language);
      expect(requests).toEqual([]);

      for (const { context, faults } of [owner, officer]) {
        expect(faults).toEqual([]);
        await context.close();
      }
    },
  );
});

const chosen = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

async function saved(page: Page, control: Locator, path: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), control.click()]);
  await download.saveAs(path);
  return download.suggestedFilename();
}

/** What a control downloads, under this name. */
async function taken(page: Page, control: Locator, name: string | RegExp): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), control.click()]);
  expect(download.suggestedFilename()).toMatch(name);
  return readFileSync((await download.path())!);
}

/** The address in the QR code of a printed page. */
async function codeOn(pdf: string, folder: string): Promise<string> {
  await drawPages(pdf, folder, 'certificate');
  const { data, info } = await sharp(join(folder, 'certificate-1.png'))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return decodeQR({ width: info.width, height: info.height, data });
}
