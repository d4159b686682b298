import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeCase } from '../../api/services/applications/examine.ts';
import { readStatistics } from '../../api/services/applications/statistics.ts';
import { filed, worksForm } from '../api/applications/office.ts';
import { motifPng } from '../api/http/motif-png.ts';
import { browserIsThere } from './fixture/browser.ts';
import { type Designer, lookAt, openRegistryPlace, type RegistryPlace, SIDE_PX } from './fixture/registry-place.ts';

let place: RegistryPlace;
let mill: Designer;

async function downloaded(page: Page, link: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
  return readFile(await download.path(), 'utf8');
}

describe.skipIf(!browserIsThere())('oversight in the browser', () => {
  beforeAll(async () => {
    place = await openRegistryPlace('oversight');
    mill = await place.office.designer('柯桥织造');
    const other = await place.office.designer('后来者');
    const earlier = await place.registered(mill, 41, '万字纹');
    await place.refused(other, 41, '万字不断头', earlier);
    await filed(place.services, mill, motifPng(42, SIDE_PX), worksForm('柯桥织造', { title: '团花', lane: 'fast' }));
    await filed(place.services, mill, motifPng(43, SIDE_PX), worksForm('柯桥织造', { title: '卷草' }));
    // One case is late, in the hands of an examiner.
    const [{ id }] = (await place.services.store.query<{ id: string }>(
      "select id from application where title = '卷草'",
    )) as [{ id: string }];
    await takeCase(place.services, place.examiner, id);
    await place.services.store.query("update application set due_on = '2026-01-05' where title = '卷草'");
  }, 300_000);
  afterAll(() => place?.close());

  it('reads the audit trail by what was done to whom, and exports it', { timeout: 300_000 }, async () => {
    const { page, context, faults } = await place.visitAs(place.registrar.account, 'en', 'desktop');
    await page.goto(`${place.server.url}/#/office`);
    await page.getByRole('link', { name: 'Read the audit trail' }).click();
    await page.getByLabel('What it was done to').selectOption('application');
    await page.getByLabel('Who', { exact: true }).fill(place.second.account);
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    const deeds = page.locator('.audit-list > li');
    await expect.poll(() => deeds.count()).toBe(2);
    expect(await page.locator('.audit-line strong').allTextContents()).toEqual([
      'Confirm refusal',
      'Second review begun',
    ]);
    // Names beside the numbers, which alone are in the trail.
    await deeds.first().getByText('万字不断头').waitFor();
    await deeds.first().locator('code', { hasText: place.second.account }).waitFor();
    await deeds
      .first()
      .getByText(/^Person \d+/)
      .waitFor();
    await lookAt(page, 'audit', 'en');
    const csv = await downloaded(page, 'Export as CSV');
    expect(csv.trim().split('\r\n')).toHaveLength(3);
    expect(csv).toContain(place.second.account);
    const lines = (await downloaded(page, 'Export as JSON lines')).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { action: string }).action)).toEqual([
      'case-confirm-refusal',
      'case-begin-second-review',
    ]);
    await page.getByLabel('From day').fill('31 February');
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    await page.locator('.notice').waitFor();
    expect(faults).toEqual([]);
    await context.close();

    const outsider = await place.visitAs(mill.account, 'zh', 'phone');
    await outsider.page.goto(`${place.server.url}/#/audit`);
    await outsider.page.getByRole('button', { name: '查阅', exact: true }).click();
    await outsider.page.locator('.notice').waitFor();
    await lookAt(outsider.page, 'audit-refused', 'zh');
    await outsider.context.close();
  });

  it('shows figures that equal their recomputation, as plots and as CSV', { timeout: 300_000 }, async () => {
    const { page, context, faults } = await place.visitAs(place.registrar.account, 'zh', 'phone');
    await page.goto(`${place.server.url}/#/statistics`);
    await page.locator('.stat-plot').waitFor();
    await lookAt(page, 'statistics', 'zh');
    const span = { from: '2026-01', to: '2026-12' };
    const figures = await readStatistics(place.services, place.registrar, span);
    const table = page.locator('table.bars', { hasText: '按状态' });
    const shown = await table.locator('tr').evaluateAll((rows) => rows.map((row) => row.textContent));
    expect(figures.byState.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(shown).toHaveLength(figures.byState.length);
    const csv = await downloaded(page, '下载 CSV');
    expect(csv).toContain(`applications,,${figures.applications}`);
    for (const { group, count } of figures.byState) expect(csv).toContain(`byState,${group},${count}`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('tells in the inbox what happened, and takes it as read when told so', { timeout: 300_000 }, async () => {
    const { page, context, faults } = await place.visitAs(mill.account, 'en', 'phone');
    await page.goto(`${place.server.url}/#/inbox`);
    const notice = page.locator('.inbox-unread', { hasText: 'Registered' });
    await notice.getByRole('link', { name: '万字纹' }).waitFor();
    await page.locator('.inbox-count').waitFor();
    await lookAt(page, 'inbox', 'en');
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await page.getByText('Everything is read.').waitFor();
    await page.locator('.inbox-count').waitFor({ state: 'detached' });
    expect(await page.locator('.inbox-unread').count()).toBe(0);
    await page.getByRole('link', { name: '万字纹' }).first().click();
    await page.getByRole('heading', { name: '万字纹' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('keeps a calendar of deadlines for applicants and staff, what is late first to be seen', {
    timeout: 300_000,
  }, async () => {
    const { page, context, faults } = await place.visitAs(mill.account, 'zh', 'phone');
    await page.goto(`${place.server.url}/#/deadlines`);
    const late = page.getByRole('region', { name: '已逾期' });
    await late.getByRole('link', { name: '卷草' }).waitFor();
    expect(await page.getByRole('link', { name: '万字不断头' }).count()).toBe(0);
    await lookAt(page, 'deadlines', 'zh');
    expect(faults).toEqual([]);
    await context.close();

    // An examiner has to act in what he has in hand.
    const staff = await place.visitAs(place.examiner.account, 'en', 'desktop');
    await staff.page.goto(`${place.server.url}/#/deadlines`);
    await staff.page.getByText('you have to act').waitFor();
    await staff.page.getByRole('button', { name: 'Month after' }).click();
    await lookAt(staff.page, 'deadlines-staff', 'en');
    expect(await staff.page.getByRole('link', { name: '团花' }).count()).toBe(0);
    await staff.page.getByRole('link', { name: '卷草' }).click();
    await staff.page.getByRole('heading', { name: '卷草' }).waitFor();
    expect(staff.faults).toEqual([]);
    await staff.context.close();
  });
});
