import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeCase } from '../../api/services/applications/examine.ts';
import { draftOf, worksForm } from '../api/applications/office.ts';
import { motifPng } from '../api/http/motif-png.ts';
import { browserIsThere } from './fixture/browser.ts';
import { type Designer, lookAt, openRegistryPlace, type RegistryPlace, SIDE_PX } from './fixture/registry-place.ts';

let place: RegistryPlace;
let mill: Designer;
const file = (text: string) => ({
  name: '印花加工合同.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.7 ${text}`),
});

describe.skipIf(!browserIsThere())('evidence of the dates in the browser', () => {
  beforeAll(async () => {
    place = await openRegistryPlace('date-evidence');
    mill = await place.office.designer('柯桥织造');
  }, 300_000);
  afterAll(() => place?.close());

  it('is added to a draft, taken back, handed in, and read by the examiner who has the case in hand', {
    timeout: 300_000,
  }, async () => {
    const { id } = await draftOf(
      place.services,
      mill,
      motifPng(71, SIDE_PX),
      worksForm('柯桥织造', {
        title: '如意云',
        created: {
          date: '2026-01-05',
          place: '绍兴',
          evidence: [
            { title: '公证书', reference: '(2026) 浙绍证 12' },
            { title: '未上传的发票', sha256: 'ab'.repeat(32) },
          ],
        },
      }),
    );
    const { page, context, faults } = await place.visitAs(mill.account, 'zh', 'phone');
    await page.goto(`${place.server.url}/#/applications/${id}`);
    const section = page.getByRole('region', { name: '日期证明材料' });
    await section.getByText('添加文件').click();
    await section.getByLabel('证明的日期').selectOption('creation');
    await section.getByLabel('材料名称').fill('2026 年 1 月 5 日合同');
    const add = section.getByRole('button', { name: '添加', exact: true });
    expect(await add.isDisabled()).toBe(true);
    await section.getByLabel('文件（PDF、JPEG 或 PNG）').setInputFiles({ ...file('x'), buffer: Buffer.from('<svg>') });
    await add.click();
    await section.locator('.notice').waitFor();
    // A refusal loses nothing of what was typed.
    expect(await section.getByLabel('材料名称').inputValue()).toBe('2026 年 1 月 5 日合同');
    await lookAt(page, 'date-evidence-refused', 'zh');
    await section.getByLabel('文件（PDF、JPEG 或 PNG）').setInputFiles(file('of January'));
    await add.click();
    await section.getByRole('link', { name: '2026 年 1 月 5 日合同' }).waitFor();
    await section.getByLabel('证明的日期').selectOption('first-publication');
    await section.getByLabel('材料名称').fill('误传的文件');
    await section.getByLabel('文件（PDF、JPEG 或 PNG）').setInputFiles(file('a mistake'));
    await add.click();
    await section.getByRole('button', { name: '撤回“误传的文件”' }).click();
    await section.getByRole('link', { name: '误传的文件' }).waitFor({ state: 'detached' });
    await lookAt(page, 'date-evidence', 'zh');
    // What the form states beyond the files is shown beside them; a file that is stated has to come.
    await section.getByText('另行保存，编号：(2026) 浙绍证 12').waitFor();
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.locator('.notice').getByText('日期证明材料').waitFor();
    await section.getByRole('button', { name: '撤回“未上传的发票”' }).click();
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.locator('.state-submitted').waitFor();
    await section.getByText(/递交于/).waitFor();
    expect(await section.getByText('添加文件').count()).toBe(0);
    await lookAt(page, 'date-evidence-handed-in', 'zh');
    expect(faults).toEqual([]);
    await context.close();

    const desk = await place.visitAs(place.examiner.account, 'en', 'desktop');
    await desk.page.goto(`${place.server.url}/#/desk/${id}`);
    await desk.page.getByRole('heading', { name: '如意云' }).waitFor();
    const before = desk.page.getByRole('region', { name: 'Evidence of the dates' });
    expect(await before.getByRole('link').count()).toBe(0);
    expect(await before.getByText('still to be added').count()).toBe(0);
    await takeCase(place.services, place.examiner, id);
    await desk.page.reload();
    const seen = desk.page.getByRole('region', { name: 'Evidence of the dates' });
    const [download] = await Promise.all([
      desk.page.waitForEvent('download'),
      seen.getByRole('link', { name: '2026 年 1 月 5 日合同' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^DE-/);
    await lookAt(desk.page, 'date-evidence-desk', 'en');
    expect(desk.faults).toEqual([]);
    await desk.context.close();
  });
});
