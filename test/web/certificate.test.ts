import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrust } from '../../api/proof/trust.ts';
import { verifyFile } from '../../api/proof/verify-file.ts';
import { browserIsThere, LANGUAGES } from './fixture/browser.ts';
import { lookAt, openRegistryPlace, type RegistryPlace } from './fixture/registry-place.ts';

describe.skipIf(!browserIsThere())('certificates in the browser', () => {
  let place: RegistryPlace;
  beforeAll(async () => {
    place = await openRegistryPlace('certificate');
  }, 120_000);
  afterAll(() => place?.close());

  it.each(LANGUAGES)(
    'are issued and taken along by whoever filed, with a bundle that proves them, %s',
    { timeout: 120_000 },
    async (language) => {
      const designer = await place.office.designer(`柯桥织造 ${language}`);
      const { id } = await place.registered(designer, LANGUAGES.indexOf(language) + 1, '缠枝莲');
      const trust = readTrust(await (await place.server.fetch('/v1/log/keys')).json());
      const { context, page, faults } = await place.visitAs(designer.account, language, 'desktop');
      await page.goto(`${place.server.url}/#/applications/${id}`);
      const name = language === 'zh' ? '证书' : 'Certificate';
      const section = page.getByRole('region', { name, exact: true });
      await section.getByRole('button', { name: language === 'zh' ? '签发证书' : 'Issue a certificate' }).click();
      const taken = async (control: string) => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          section.locator('.certificate-issued').locator(control).click(),
        ]);
        const bytes = new Uint8Array(readFileSync((await download.path())!));
        return { file: download.suggestedFilename(), verdict: await verifyFile(bytes, { trust }) };
      };
      expect(await taken('a')).toMatchObject({
        file: expect.stringMatching(/^CE-\w{26}\.pdf$/),
        verdict: { kind: 'certificate', verdict: 'proven' },
      });
      expect(await taken('button')).toMatchObject({
        file: expect.stringMatching(/^CE-\w{26}-evidence\.zip$/),
        verdict: { kind: 'bundle', verdict: 'proven' },
      });
      await lookAt(page, 'certificate', language);
      expect(faults).toEqual([]);
      await context.close();
    },
  );
});
