import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrust, type Trust } from '../../api/proof/trust.ts';
import { verifyFile } from '../../api/proof/verify-file.ts';
import { filed, worksForm } from '../api/applications/office.ts';
import { motifPng } from '../api/http/motif-png.ts';
import { browserIsThere, LANGUAGES } from './fixture/browser.ts';
import { lookAt, openRegistryPlace, type RegistryPlace, SIDE_PX } from './fixture/registry-place.ts';

const WORDS = {
  zh: { region: '开封存证', picture: /^图样/, send: '交存并查重', save: '保存回执', another: '再交存一个图样' },
  en: {
    region: 'Open deposit',
    picture: /^The picture/,
    send: 'Hand in and check',
    save: 'Save the receipt',
    another: 'Hand in another picture',
  },
} as const;

describe.skipIf(!browserIsThere())('an open deposit in the browser', () => {
  let place: RegistryPlace;
  beforeAll(async () => {
    place = await openRegistryPlace('hand-in');
    const [designer, other] = [await place.office.designer('柯桥织造'), await place.office.designer('别家织造')];
    await place.registered(designer, 5, '缠枝莲');
    // Not public: of this one others learn that it exists.
    await filed(place.services, other, motifPng(6, SIDE_PX), worksForm('别家织造'));
  }, 240_000);
  afterAll(() => place?.close());

  it.each(LANGUAGES)(
    'is checked, tells what there is like it, and leaves a receipt that proves it, %s',
    async (language) => {
      const words = WORDS[language];
      const trust: Trust = readTrust(await (await place.server.fetch('/v1/log/keys')).json());
      const depositor = await place.office.designer(`存证人 ${language}`);
      const { page, context, faults } = await place.visitAs(depositor.account, language, 'desktop');
      await page.goto(`${place.server.url}/#/deposit`);
      const section = page.getByRole('region', { name: words.region, exact: true });
      const handIn = async (name: string, picture: Buffer) => {
        await section.getByLabel(words.picture).setInputFiles({ name, mimeType: 'image/jpeg', buffer: picture });
        await section.getByRole('button', { name: words.send }).click();
        await section.getByRole('button', { name: words.save }).waitFor({ timeout: 60_000 });
      };
      const copyOf = (seed: number) => sharp(motifPng(seed, SIDE_PX)).rotate(90).jpeg({ quality: 90 }).toBuffer();

      const copy = await copyOf(5);
      await handIn('copy.jpg', copy);
      await section.getByText('缠枝莲').first().waitFor();
      await lookAt(page, 'deposit-handed-in', language);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        section.getByRole('button', { name: words.save }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('copy.jpg.receipt.json');
      const receipt = new Uint8Array(readFileSync((await download.path())!));
      expect(await verifyFile(receipt, { original: new Uint8Array(copy), trust })).toMatchObject({
        kind: 'receipt',
        verdict: 'proven',
        fileCompared: true,
        facts: { account: depositor.account },
      });

      await section.getByRole('button', { name: words.another }).click();
      await handIn('hidden.jpg', await copyOf(6));
      expect(await section.textContent()).not.toContain('别家织造');
      await lookAt(page, 'deposit-restricted', language);
      expect(faults).toEqual([]);
      await context.close();
    },
    120_000,
  );
});
