import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { motifPng } from '../api/http/motif-png.ts';
import { browserIsThere } from './fixture/browser.ts';
import { csvManifest, manifestRow } from './fixture/manifest.ts';
import { type Designer, lookAt, openRegistryPlace, type RegistryPlace, SIDE_PX } from './fixture/registry-place.ts';

let place: RegistryPlace;
let mill: Designer;

const ROWS = 8;
/** Rows at fault, counted from 1, with what is wrong with each. */
const FAULTS: Readonly<Record<number, Record<string, string>>> = {
  2: { lane: 'overnight', 'created.date': '2026-02-31' },
  5: { title: '' },
  7: { 'owners.0.share': '1/2', 'created.date': '2099-01-01' },
};

const rowsOf = (faults: typeof FAULTS) =>
  Array.from({ length: ROWS }, (_, i) =>
    manifestRow({ title: `批量第${i + 1}件`, picture: `designs/bulk-${i + 1}.png`, ...faults[i + 1] }),
  );
const manifest = (faults: typeof FAULTS) => ({
  name: 'manifest.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(csvManifest(rowsOf(faults))),
});
const pictures = (numbers: readonly number[]) =>
  numbers.map((number) => ({
    name: `bulk-${number}.png`,
    mimeType: 'image/png',
    buffer: motifPng(300 + number, SIDE_PX),
  }));

describe.skipIf(!browserIsThere())('applying in bulk in the browser', () => {
  beforeAll(async () => {
    place = await openRegistryPlace('bulk');
    mill = await place.office.designer('柯桥织造');
  }, 300_000);
  afterAll(() => place?.close());

  const countFiled = async () => {
    const [row] = await place.services.store.query<{ drafts: number; filed: number }>(
      `select count(*) filter (where submitted_at is null) as drafts, count(*) filter (where submitted_at is not null) as filed from application`,
    );
    return row;
  };

  it('names all faults of all rows at once and takes none where all or none was asked', {
    timeout: 300_000,
  }, async () => {
    const { page, context, faults } = await place.visitAs(mill.account, 'zh', 'phone');
    await page.goto(`${place.server.url}/#/applications`);
    await page.getByRole('link', { name: '按清单批量申请' }).click();
    await page.getByText('清单的列').click();
    await lookAt(page, 'bulk-begin', 'zh');
    await page.getByLabel('申请主体').selectOption({ label: '柯桥织造' });
    await page.getByLabel('部分行有误时').selectOption('all-or-nothing');
    await page.getByLabel('清单（CSV 或 JSON Lines）').setInputFiles(manifest(FAULTS));
    await page.getByText('已选择：manifest.csv').waitFor();
    await page.getByRole('button', { name: '读取清单' }).click();
    await page.getByText('共 8 行：接受 0 行，有误 3 行，未处理 5 行。').waitFor();
    await page.getByLabel('仅显示有误的行').check();
    const rows = page.locator('.bulk-rows > li');
    expect(await rows.count()).toBe(3);
    expect(await rows.nth(0).locator('.fault-list li').allTextContents()).toEqual([
      '办理方式: 不在可选范围内',
      '创作完成日期: 日期有误',
    ]);
    expect(await rows.nth(1).locator('.fault-list li').allTextContents()).toEqual(['作品名称: 缺少此项']);
    expect(await rows.nth(2).locator('.fault-list li').allTextContents()).toEqual([
      '著作权人: 份额合计不为 1',
      '创作完成日期: 晚于今日',
    ]);
    await lookAt(page, 'bulk-none', 'zh');
    expect(await countFiled()).toEqual({ drafts: 0, filed: 0 });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('takes the rest, then their pictures, then files them, with a result for each row', {
    timeout: 400_000,
  }, async () => {
    const { page, context, faults } = await place.visitAs(mill.account, 'en', 'desktop');
    await page.goto(`${place.server.url}/#/bulk`);
    await page.getByLabel('In whose name').selectOption({ label: '柯桥织造' });
    await page.getByLabel('Manifest, CSV or JSON lines').setInputFiles(manifest(FAULTS));
    await page.getByText('Chosen: manifest.csv').waitFor();
    await page.getByRole('button', { name: 'Read the manifest' }).click();
    await page.getByText('8 rows: 5 taken, 3 at fault, 0 left out.').waitFor();
    await page.getByLabel('Pictures that the manifest names, all at once').setInputFiles(pictures([1, 3, 4, 6]));
    await page.getByText('Picture not among those sent').waitFor();
    await page.reload();
    await page.getByText('4 of 5 pictures sent, 0 of 5 filed.').waitFor();
    await lookAt(page, 'bulk-pictures', 'en');
    await page.getByLabel('Pictures that the manifest names, all at once').setInputFiles(pictures([8]));
    await page.getByRole('button', { name: 'File 5' }).click();
    await page.getByText('5 of 5 pictures sent, 5 of 5 filed.').waitFor({ timeout: 90_000 });
    await lookAt(page, 'bulk-filed', 'en');
    expect(await countFiled()).toEqual({ drafts: 0, filed: 5 });
    expect(faults).toEqual([]);
    await context.close();
  });
});
