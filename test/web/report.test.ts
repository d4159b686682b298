import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrust, type Trust } from '../../api/proof/trust.ts';
import { verifyFile } from '../../api/proof/verify-file.ts';
import { supersedeReport } from '../../api/services/reports/supersede.ts';
import type { ApplicationRow } from '../../api/store/applications/application-rows.ts';
import { motifPng } from '../api/http/motif-png.ts';
import { browserIsThere, LANGUAGES } from './fixture/browser.ts';
import { lookAt, openRegistryPlace, type RegistryPlace, SIDE_PX } from './fixture/registry-place.ts';

const WORDS = {
  zh: {
    picture: '检材图片',
    claimant: /^主张方/,
    order: '检索并出具报告',
    own: '您的报告',
    document: '下载盖章 PDF',
    bundle: '下载证据包',
    counterFile: /^他人出示的报告/,
    counter: '依同一输入出具报告',
    counterRegion: '对报告提出异议',
    similar: '实质性相似',
    superseded: /已被取代/,
  },
  en: {
    picture: 'Disputed picture',
    claimant: /^Claimant/,
    order: 'Search and make the report',
    own: 'Your reports',
    document: 'Download the sealed PDF',
    bundle: 'Download the evidence bundle',
    counterFile: /^The report that you were shown/,
    counter: 'Make a report from the same inputs',
    counterRegion: 'Counter a report',
    similar: 'Substantially similar',
    superseded: /^Superseded/,
  },
} as const;

describe.skipIf(!browserIsThere())('a similarity report in the browser', () => {
  let place: RegistryPlace;
  let registered: ApplicationRow;
  let copy: Buffer;
  beforeAll(async () => {
    place = await openRegistryPlace('report');
    const designer = await place.office.designer('柯桥织造');
    registered = await place.registered(designer, 3, '缠枝莲');
    copy = await sharp(motifPng(3, SIDE_PX)).rotate(90).modulate({ hue: 120 }).jpeg({ quality: 90 }).toBuffer();
  }, 240_000);
  afterAll(() => place?.close());

  it.each(LANGUAGES)(
    'is ordered against a copy, proves itself off line, is countered by the other side, and says when it was superseded, %s',
    { timeout: 300_000 },
    async (language) => {
      const words = WORDS[language];
      const trust: Trust = readTrust(await (await place.server.fetch('/v1/log/keys')).json());
      const designer = await place.office.designer(`柯桥织造 ${language}`);
      const first = await place.visitAs(designer.account, language, 'desktop');
      await first.page.goto(`${place.server.url}/#/reports`);
      await first.page
        .getByLabel(words.picture)
        .setInputFiles({ name: 'copy.jpg', mimeType: 'image/jpeg', buffer: copy });
      await first.page.getByLabel(words.claimant).first().fill('柯桥织造');
      await first.page.getByRole('button', { name: words.order }).click();
      const own = first.page.getByRole('region', { name: words.own, exact: true }).locator('.report-item').first();
      await own.getByRole('heading', { name: words.similar }).waitFor({ timeout: 60_000 });
      await lookAt(first.page, 'reports', language);
      const pdf = await taken(first.page, own.getByRole('button', { name: words.document }));
      expect(await verifyFile(pdf, { trust })).toMatchObject({
        kind: 'report',
        verdict: 'proven',
        facts: { grade: 'substantially-similar', firstRecord: registered.patternId },
      });
      const bundle = await taken(first.page, own.getByRole('button', { name: words.bundle }));
      expect(await verifyFile(bundle, { trust })).toMatchObject({ kind: 'bundle', verdict: 'proven', faults: [] });
      const altered = Uint8Array.from(bundle);
      altered[placeOf(altered, 'inputs.json') + 200]! ^= 1;
      expect(await verifyFile(altered, { trust })).toMatchObject({
        verdict: 'failed',
        faults: [{ member: 'inputs.json', code: 'member-altered' }],
      });

      const other = await place.office.designer(`别家织造 ${language}`);
      const second = await place.visitAs(other.account, language, 'phone');
      await second.page.goto(`${place.server.url}/#/reports`);
      const counter = second.page.getByRole('region', { name: words.counterRegion, exact: true });
      await counter
        .getByLabel(words.counterFile)
        .setInputFiles({ name: 'report.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) });
      await counter.getByRole('status').getByText('SR-').waitFor();
      await counter.getByRole('button', { name: words.counter }).click();
      await second.page
        .getByRole('region', { name: words.own, exact: true })
        .getByRole('heading', { name: words.similar })
        .waitFor({ timeout: 60_000 });

      const { facts } = (await verifyFile(pdf, { trust })) as { facts: { report: string } };
      const reason = { reason: 'model-fault', note: 'Colours were read in the wrong order.' } as const;
      await supersedeReport(place.services, facts.report, reason, place.registrar);
      const anybody = await place.visitAs(null, language, 'phone');
      await anybody.page.goto(`${place.server.url}/#/verify/${facts.report}`);
      await anybody.page.getByText(words.superseded).waitFor();
      await anybody.page.getByText(reason.note).waitFor();
      await lookAt(anybody.page, 'verify-report', language);
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

/** Where a file of an archive begins, by its name in front of it. */
function placeOf(archive: Uint8Array, name: string): number {
  return Buffer.from(archive).indexOf(name) + name.length;
}
