import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceActor } from '../../api/services/access/actor.ts';
import { importPattern, type PatternUpload } from '../../api/services/import-pattern.ts';
import { filed, worksForm } from '../api/applications/office.ts';
import { motifPng } from '../api/http/motif-png.ts';
import { browserIsThere } from './fixture/browser.ts';
import { csvManifest, manifestRow } from './fixture/manifest.ts';
import { drawAlteredCopy, drawDesign } from './fixture/pictures.ts';
import { type Designer, lookAt, openRegistryPlace, type RegistryPlace } from './fixture/registry-place.ts';
import { designFile, fillForm } from './fixture/work-form.ts';

const SIDE_PX = 512;
const BULK = process.env.SELVEDGE_FULL === undefined ? 12 : 50;
/** Motif size of the copy relative to the original. */
const COPY_SCALE = 0.75;

let place: RegistryPlace;
let mill: Designer;

/** Files a design in the form, in Chinese, on a phone or a desktop as the page is. */
async function fileDesign(page: Page, title: string, picture: Buffer): Promise<void> {
  await page.goto(`${place.server.url}/#/applications`);
  await page.getByRole('button', { name: '新建申请' }).click();
  await page.getByLabel('添加图片').setInputFiles(designFile(picture));
  await page.locator('.case-pictures img').waitFor();
  await fillForm(page, 'zh', { owner: '锦绣织造', title });
  await page.getByText('已全部保存。').waitFor();
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.locator('.state-submitted').waitFor();
}

describe.skipIf(!browserIsThere())('a day at the registry', () => {
  let original: Buffer;
  let copy: Buffer;
  let fresh: Buffer;

  beforeAll(async () => {
    place = await openRegistryPlace('story');
    mill = await place.office.designer('锦绣织造');
    original = (await drawDesign(2_024, 'tropical', SIDE_PX)).bytes;
    copy = (await drawAlteredCopy(2_024, 'tropical', SIDE_PX, 0, COPY_SCALE)).bytes;
    fresh = (await drawDesign(77_001, 'paisley', SIDE_PX)).bytes;
    const upload: PatternUpload = {
      picture: original,
      fileName: 'rainforest.png',
      details: {
        title: '雨林',
        owner: '旧坊印染',
        registrationNumber: '浙作登字-2024-00001234',
        dates: [{ kind: 'registered', date: '2024-03-01', evidence: 'registration' }],
      },
    };
    await importPattern(place.services, upload, { actor: serviceActor('test', 'all') });
  }, 300_000);
  afterAll(() => place?.close());

  it('goes from two applications and a bulk filing to a refusal, a registration that stands, and a notice of bad faith', {
    timeout: 900_000,
  }, async () => {
    // The firm, in Chinese: one design on a desktop, one on a phone.
    const firm = await place.visitAs(mill.account, 'zh', 'desktop');
    await fileDesign(firm.page, '热带雨林', copy);
    await lookAt(firm.page, 'story-filed', 'zh');
    await firm.page.setViewportSize({ width: 360, height: 740 });
    await fileDesign(firm.page, '佩斯利', fresh);

    // Fifty in bulk.
    const numbers = Array.from({ length: BULK }, (_, i) => i + 1);
    const rows = numbers.map((number) =>
      manifestRow({ title: `秋冬第${number}款`, picture: `aw-${number}.png`, 'owners.0.name': '锦绣织造' }),
    );
    const pictures = numbers.map((number) => ({
      ...designFile(motifPng(5_000 + number, 320)),
      name: `aw-${number}.png`,
    }));
    await firm.page.setViewportSize({ width: 1280, height: 900 });
    await firm.page.goto(`${place.server.url}/#/bulk`);
    await firm.page.getByLabel('申请主体').selectOption({ label: '锦绣织造' });
    await firm.page
      .getByLabel('清单（CSV 或 JSON Lines）')
      .setInputFiles({ name: 'aw.csv', mimeType: 'text/csv', buffer: Buffer.from(csvManifest(rows)) });
    await firm.page.getByText('已选择：aw.csv').waitFor();
    await firm.page.getByRole('button', { name: '读取清单' }).click();
    await firm.page.getByLabel('清单所列图片（一次选择全部）').setInputFiles(pictures);
    await firm.page.getByRole('button', { name: `提交 ${BULK} 件` }).click({ timeout: 180_000 });
    await firm.page.getByText(`已上传图片 ${BULK}/${BULK}，已提交 ${BULK}/${BULK}。`).waitFor({ timeout: 480_000 });
    await lookAt(firm.page, 'story-bulk', 'zh');

    // The first examiner finds the copy first of all in the queue and proposes refusal.
    const first = await place.visitAs(place.examiner.account, 'en', 'desktop');
    await first.page.goto(`${place.server.url}/#/desk`);
    await first.page
      .locator('.case-list > li')
      .nth(BULK + 1)
      .waitFor();
    await lookAt(first.page, 'story-queue', 'en');
    await first.page.getByRole('link', { name: '热带雨林' }).click();
    await first.page.locator('.queue-tag, .panel').first().waitFor();
    await first.page.getByRole('button', { name: 'Take the case' }).click();
    const judgements = first.page.locator('.judgements select');
    await expect.poll(() => judgements.count()).toBe(7);
    for (const select of await judgements.all()) await select.selectOption('similar');
    await first.page.getByRole('button', { name: 'Derived from it' }).click();
    await first.page.getByLabel('Reason', { exact: true }).selectOption('earlier-substantially-similar-work');
    await first.page.getByLabel('Reasons in words').fill('The same drawing as 雨林 of 2024, recoloured and smaller.');
    await first.page.getByText('What you typed is kept.').waitFor();
    await first.page.locator('.warped-picture.shown').nth(1).waitFor();
    const grade = await first.page.locator('.candidate').first().textContent();
    expect(grade).toContain('雨林');
    await lookAt(first.page, 'story-desk', 'en');
    await first.page.getByRole('button', { name: 'Propose refusal' }).click();
    await first.page.locator('.state-proposed-refusal').waitFor();

    // He cannot confirm it himself; the second can.
    expect(await first.page.getByRole('button', { name: 'Begin second review' }).isDisabled()).toBe(true);
    const second = await place.visitAs(place.second.account, 'zh', 'phone');
    await second.page.goto(`${place.server.url}/#/desk`);
    await second.page.getByRole('button', { name: '待复核' }).click();
    await second.page.getByRole('link', { name: '热带雨林' }).click();
    await second.page.getByRole('button', { name: '开始复核' }).click();
    await second.page.getByLabel('事由', { exact: true }).selectOption('agrees-with-proposal');
    await second.page.getByLabel('理由说明').fill('同意初审意见。');
    await lookAt(second.page, 'story-second-review', 'zh');
    await second.page.getByRole('button', { name: '确认驳回' }).click();
    await second.page.locator('.state-refused').waitFor();

    // The other design is registered and noticed.
    await first.page.goto(`${place.server.url}/#/desk`);
    await first.page.getByRole('link', { name: '佩斯利' }).click();
    await first.page.getByRole('button', { name: 'Take the case' }).click();
    await first.page.getByLabel('Reason', { exact: true }).selectOption('nothing-earlier-found');
    await first.page.getByLabel('Reasons in words').fill('Nothing earlier was found in the library.');
    await first.page.getByRole('button', { name: 'Propose grant' }).click();
    await first.page.locator('.state-registered').waitFor();

    // Somebody objects on a phone; the registrar rejects it; the registration stands.
    const objector = await place.office.designer('Paisley House');
    const citizen = await place.visitAs(objector.account, 'en', 'phone');
    await citizen.page.goto(`${place.server.url}/#/notices`);
    await citizen.page.getByText('佩斯利').first().click();
    await citizen.page.getByLabel('Reason', { exact: true }).selectOption('copied-from-public-domain');
    await citizen.page.getByLabel('Grounds').fill('Paisleys are as old as Kashmir.');
    await lookAt(citizen.page, 'story-objection', 'en');
    await citizen.page.getByRole('button', { name: 'Send the objection' }).click();
    await citizen.page.getByText('The objection was received.').waitFor();
    const registrar = await place.visitAs(place.registrar.account, 'zh', 'desktop');
    await registrar.page.goto(`${place.server.url}/#/desk`);
    await registrar.page.getByRole('link', { name: '佩斯利' }).click();
    await registrar.page.getByLabel('事由', { exact: true }).selectOption('works-differ');
    await registrar.page.getByLabel('理由说明').fill('纹样类型属公有领域，具体绘制为独创。');
    await registrar.page.getByRole('button', { name: '驳回异议' }).click();
    await registrar.page.locator('.objection-rejected').waitFor();
    await registrar.page.locator('.state-registered').waitFor();
    await lookAt(registrar.page, 'story-stands', 'zh');
    await citizen.page.reload();
    await citizen.page.getByText('Registered', { exact: true }).first().waitFor();

    // Somebody applies for what others had long before, twice: staff are told, with what else was filed.
    const copier = await place.office.designer('Copycat Textiles');
    for (const [scale, title] of [
      [0.9, 'Jungle'],
      [1.25, 'Jungle II'],
    ] as const)
      await filed(
        place.services,
        copier,
        (await drawAlteredCopy(2_024, 'tropical', SIDE_PX, 0, scale)).bytes,
        worksForm('Copycat Textiles', { title }),
      );
    await registrar.page.goto(`${place.server.url}/#/inbox`);
    await lookAt(registrar.page, 'story-inbox', 'zh');
    await first.page.goto(`${place.server.url}/#/desk`);
    await first.page.getByRole('link', { name: 'Jungle II' }).click();
    await first.page.getByText('Possible bad faith: look into it').waitFor();
    await first.page.getByText('Other filings of the applicant (1)').click();
    await first.page.getByText('旧坊印染').first().waitFor();
    await lookAt(first.page, 'story-bad-faith', 'en');

    // What the firm sees of it all, on a phone.
    await firm.page.goto(`${place.server.url}/#/inbox`);
    await firm.page.getByText('已驳回').first().waitFor();
    await firm.page.getByText('已登记').first().waitFor();
    await lookAt(firm.page, 'story-inbox-firm', 'zh');
    for (const { context, faults } of [firm, first, second, citizen, registrar]) {
      expect(faults).toEqual([]);
      await context.close();
    }
  });
});
