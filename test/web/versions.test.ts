import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { propose, takeCase } from '../../api/services/applications/examine.ts';
import type { ApplicationRow } from '../../api/store/applications/application-rows.ts';
import { filed, worksForm } from '../api/applications/office.ts';
import { motifPng } from '../api/http/motif-png.ts';
import { browserIsThere, LANGUAGES } from './fixture/browser.ts';
import { lookAt, openRegistryPlace, type RegistryPlace, SIDE_PX } from './fixture/registry-place.ts';

const SEED = 31;
const WORDS = {
  en: {
    heading: 'Other versions of this work',
    row: 'with 1 other version',
    earliest: /On 6 May 2019 \(.*\), in the version “缠枝莲（成品）”\./,
  },
  zh: { heading: '本作品的其他版本', row: '另有 1 个版本', earliest: /2019年5月6日（.*），见版本“缠枝莲（成品）”。/ },
} as const;

let place: RegistryPlace;
let draft: ApplicationRow;
let cloth: ApplicationRow;

describe.skipIf(!browserIsThere())('versions of one work in the browser', () => {
  beforeAll(async () => {
    place = await openRegistryPlace('versions');
    const firm = await place.office.designer('锦绣织造');
    draft = await place.registered(firm, SEED, '缠枝莲（图稿）');
    const form = worksForm('锦绣织造', {
      title: '缠枝莲（成品）',
      stage: 'finished-cloth',
      earlierVersion: draft.id,
    });
    const { id } = await filed(place.services, firm, motifPng(SEED, SIDE_PX, [1, 2, 0]), form);
    await takeCase(place.services, place.examiner, id);
    cloth = await propose(place.services, place.examiner, id, {
      outcome: 'grant',
      reason: 'nothing-earlier-found',
      note: 'Its own earlier version alone.',
      judgements: [],
    });
    // Evidence of the cloth that is older than that of the drawing, which is most alike.
    await place.services.store.query(
      `update dated_fact set date = '2019-05-06' where evidence = 'registration'
       and pattern_key = (select key from pattern where id = $1)`,
      [cloth.patternId],
    );
  }, 300_000);
  afterAll(() => place?.close());

  it.each(LANGUAGES)(
    '%s: shows them as one work found, and leads from record to record',
    {
      timeout: 300_000,
    },
    async (language) => {
      const { page, context, faults } = await place.visitAs(null, language, 'phone');
      const { heading, row, earliest } = WORDS[language];
      await page.goto(`${place.server.url}/#/check`);
      const copy = { name: 'copy.png', mimeType: 'image/png', buffer: motifPng(SEED, SIDE_PX) };
      await page.locator('input[type=file]').first().setInputFiles(copy);
      await page.locator('.warped-picture.shown').nth(1).waitFor();
      expect(await page.locator('.candidate-row').count()).toBe(1);
      expect(await page.locator('.candidate-row').textContent()).toContain(row);
      const versions = page.getByRole('region', { name: heading });
      await page.getByText(earliest).waitFor();
      await lookAt(page, 'versions-found', language);

      await versions.getByRole('link', { name: '缠枝莲（成品）' }).click();
      await page.waitForURL(`**/#/library/${cloth.patternId}`);
      await page.locator('.record-picture').waitFor();
      await lookAt(page, 'versions-record', language);
      await versions.getByRole('link', { name: '缠枝莲（图稿）' }).click();
      await page.waitForURL(`**/#/library/${draft.patternId}`);
      await versions.getByRole('link', { name: '缠枝莲（成品）' }).waitFor();
      expect(faults).toEqual([]);
      await context.close();
    },
  );
});
