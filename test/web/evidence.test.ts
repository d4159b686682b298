import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvidenceReceipt } from '../../api/proof/evidence.ts';
import { readTrust } from '../../api/proof/trust.ts';
import { verifyFile } from '../../api/proof/verify-file.ts';
import type { ApplicationRow } from '../../api/store/applications/application-rows.ts';
import { motifPng } from '../api/http/motif-png.ts';
import { makeNotary, signedByNotary } from '../api/proof/notary.ts';
import { type Openssl, openOpenssl } from '../api/proof/openssl.ts';
import { browserIsThere, LANGUAGES } from './fixture/browser.ts';
import { lookAt, openRegistryPlace, type RegistryPlace, SIDE_PX } from './fixture/registry-place.ts';

const WORDS = {
  zh: {
    picture: '图片',
    place: /^地点/,
    send: '提交并记录',
    save: '保存回执',
    get: '调取图片',
    statement: '供公证人签名的声明',
    to: /^此后负责保管的账户/,
    handOver: '移交',
    signature: '签名文件',
    cosign: '附上您的签名',
    cosigned: '会签',
    intact: '登记系统中的图片与取证时一致。',
    proven: '已证明',
  },
  en: {
    picture: 'Picture',
    place: /^Place/,
    send: 'Hand in and record',
    save: 'Save the receipt',
    get: 'Get the picture',
    statement: 'Statement for a notary to sign',
    to: /^Account that has custody/,
    handOver: 'Hand over',
    signature: 'Signature file',
    cosign: 'Add your signature',
    cosigned: 'Co-signed',
    intact: 'The picture lies in the registry as it was taken.',
    proven: 'Proven',
  },
} as const;

describe.skipIf(!browserIsThere())('evidence in the browser', () => {
  let place: RegistryPlace;
  let openssl: Openssl;
  let registered: ApplicationRow;
  let copy: Buffer;
  beforeAll(async () => {
    openssl = openOpenssl();
    place = await openRegistryPlace('evidence');
    registered = await place.registered(await place.office.designer('柯桥织造'), 3, '缠枝莲');
    copy = await sharp(motifPng(3, SIDE_PX)).rotate(90).jpeg({ quality: 90 }).toBuffer();
  }, 240_000);
  afterAll(async () => {
    openssl?.dispose();
    await place?.close();
  });

  it.each(LANGUAGES)(
    'is taken on a phone, handed to a notary, co-signed by him, and proved in a browser without the server, %s',
    { timeout: 300_000 },
    async (language) => {
      const words = WORDS[language];
      const [officer, notary] = [await place.office.designer(`稽查 ${language}`), await place.office.staff('notary')];
      const first = await place.visitAs(officer.account, language, 'phone');
      await first.page.goto(`${place.server.url}/#/evidence`);
      await first.page
        .getByLabel(words.picture, { exact: true })
        .setInputFiles({ name: 'stall.jpg', mimeType: 'image/jpeg', buffer: copy });
      await first.page.getByLabel(words.place).fill('柯桥轻纺城 3 区');
      await first.page.getByRole('button', { name: words.send }).click();
      const answer = first.page.getByRole('status');
      const link = answer.getByRole('link', { name: /^EV-/ });
      await link.waitFor({ timeout: 60_000 });
      await answer.getByRole('link', { name: '缠枝莲' }).waitFor();
      await lookAt(first.page, 'evidence-taken', language);
      await link.click();
      await first.page.getByText(words.intact).waitFor();
      const picture = await taken(first.page, first.page.getByRole('button', { name: words.get }));
      expect(Buffer.from(picture).equals(copy)).toBe(true);
      await first.page.getByLabel(words.to).fill(notary.account);
      await first.page.getByRole('button', { name: words.handOver, exact: true }).click();
      await first.page.getByText(`→ ${notary.account}`).waitFor();
      // Who handed it over has no say in it any more.
      await first.page.getByLabel(words.to).waitFor({ state: 'detached' });

      const second = await place.visitAs(notary.account, language, 'desktop');
      await second.page.goto(`${place.server.url}/#/evidence`);
      await second.page.getByRole('link', { name: /^EV-/ }).click();
      const statement = await taken(second.page, second.page.getByRole('link', { name: words.statement }));
      const key = makeNotary(openssl);
      const signature = Buffer.from(signedByNotary(openssl, statement));
      await second.page
        .getByLabel(words.signature)
        .setInputFiles({ name: 'notary.p7s', mimeType: 'application/pkcs7-signature', buffer: signature });
      await second.page.getByRole('button', { name: words.cosign }).click();
      await second.page.getByText(new RegExp(`${words.cosigned}: ${notary.account}`)).waitFor();
      await lookAt(second.page, 'evidence-cosigned', language);
      const file = await taken(second.page, second.page.getByRole('button', { name: words.save }));
      const receipt = JSON.parse(Buffer.from(file).toString()) as EvidenceReceipt;
      const keys = (await (await place.server.fetch('/v1/log/keys')).json()) as { authorities: object[] };
      const trust = readTrust({
        ...keys,
        authorities: [
          ...keys.authorities,
          { certificate: Buffer.from(key.certificate).toString('base64'), use: 'seal' },
        ],
      });
      expect(await verifyFile(file, { original: new Uint8Array(copy), trust })).toMatchObject({
        verdict: 'proven',
        facts: { place: '柯桥轻纺城 3 区', matches: [expect.stringContaining(registered.patternId!)] },
        custody: [{ act: 'read' }, { act: 'hand-over' }, { act: 'cosign', cosigned: { standing: 'vouched' } }],
      });

      const court = await place.visitAs(null, language, 'desktop');
      await court.page.goto(`${place.server.url}/#/deposit`);
      const section = court.page.locator('section[aria-labelledby="verify-heading"]');
      const inputs = section.locator('input[type="file"]');
      const json = (name: string, content: unknown) => ({
        name,
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(content)),
      });
      await inputs.nth(0).setInputFiles(json('evidence.json', receipt));
      await inputs.nth(1).setInputFiles({ name: 'stall.jpg', mimeType: 'image/jpeg', buffer: copy });
      await inputs.nth(2).setInputFiles(json('keys.json', keys));
      await section.locator('button[type="submit"]').click();
      await section.getByText(words.proven).waitFor();
      await section.getByText('Hangzhou Notary Office').waitFor();
      await lookAt(court.page, 'evidence-verified', language);
      await inputs.nth(0).setInputFiles(json('evidence.json', { ...receipt, custody: receipt.custody.slice(1) }));
      await section.locator('button[type="submit"]').click();
      await section.locator('.deposit-verdict.failed').waitFor();
      for (const { context, faults } of [first, second, court]) {
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
