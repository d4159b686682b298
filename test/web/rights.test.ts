import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateInChina } from '../../api/registration/calendar/dates.ts';
import type { ApplicationRow } from '../../api/store/applications/application-rows.ts';
import { draftOf, worksForm } from '../api/applications/office.ts';
import { motifPng } from '../api/http/motif-png.ts';
import { browserIsThere } from './fixture/browser.ts';
import {
  type Designer,
  lookAt,
  openRegistryPlace,
  PASSWORD,
  type RegistryPlace,
  SIDE_PX,
} from './fixture/registry-place.ts';

let place: RegistryPlace;
let mill: Designer;
let buyer: Designer;
let lotus: ApplicationRow;
const today = dateInChina(new Date());

describe.skipIf(!browserIsThere())('title and registration in the browser', () => {
  beforeAll(async () => {
    place = await openRegistryPlace('rights');
    mill = await place.office.designer('柯桥织造');
    buyer = await place.office.designer('东方印花');
    lotus = await place.registered(mill, 31, '宝相花');
  }, 300_000);
  afterAll(() => place?.close());

  it('records a transfer by the holder and a licence, refuses whoever does not hold, and tells the state of any day', {
    timeout: 300_000,
  }, async () => {
    const email = await place.addressOf(mill.account);
    const { page, context, faults } = await place.visitAs(mill.account, 'zh', 'phone');
    await page.goto(`${place.server.url}/#/notices/${lotus.id}`);
    await page.getByRole('link', { name: '查询任意日期的权属' }).click();
    await page.getByText('权利已转移').click();
    await page.getByLabel('原权利人').first().selectOption({ label: '柯桥织造 (1/1)' });
    await page.getByLabel('名称或主体编号').fill(buyer.party);
    await page.getByLabel('份额').fill('3/2');
    await page.getByLabel('生效日期').first().fill(today);
    await page.getByLabel('依据').first().fill('转让合同 2026-7');
    await page.getByRole('button', { name: '记录转移' }).click();
    await page.locator('.notice').waitFor();
    await lookAt(page, 'transfer-refused', 'zh');
    await page.getByLabel('份额').fill('1/3');
    // The session ends in mid-form.
    await context.clearCookies();
    await page.getByRole('button', { name: '记录转移' }).click();
    await page.getByLabel('电子邮箱').fill(email);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.locator('.rights-holders li').nth(1).waitFor();
    expect((await page.locator('.rights-holders li').allTextContents()).sort()).toEqual([
      '东方印花 1/3',
      '柯桥织造 2/3',
    ]);
    await lookAt(page, 'title-after-transfer', 'zh');
    await page.getByLabel('查询日期').fill('2020-01-01');
    await page.getByText('该日尚无权利人。').waitFor();
    expect(faults).toEqual([]);
    await context.close();

    const licensor = await place.visitAs(buyer.account, 'en', 'desktop');
    await licensor.page.goto(`${place.server.url}/#/notices/${lotus.id}/title`);
    await licensor.page.getByText('A licence was given').click();
    const licence = licensor.page.locator('details[open]');
    expect(await licence.getByLabel('Whose right').locator('option').allTextContents()).toEqual(['', '东方印花 (1/3)']);
    await licence.getByLabel('Whose right').selectOption({ index: 1 });
    await licence.getByLabel('To whom').fill('Atelier Nord');
    await licence.getByLabel('Exclusive').check();
    await licence.getByLabel('Extent').fill('Curtains, Nordic countries, three years');
    await licence.getByLabel('With effect from').fill(today);
    await licence.getByLabel('On what basis').fill('Licence contract 12');
    await licensor.page.getByRole('button', { name: 'Note the licence' }).click();
    await licensor.page.getByText('exclusive: Curtains').waitFor();
    await lookAt(licensor.page, 'title-with-licence', 'en');
    const stranger = await place.office.designer('Stranger');
    const other = await place.visitAs(stranger.account, 'en', 'phone');
    await other.page.goto(`${place.server.url}/#/notices/${lotus.id}/title`);
    await other.page.getByText('exclusive: Curtains').waitFor();
    expect(await other.page.getByText('Record a change').count()).toBe(0);
    for (const visitor of [licensor, other]) {
      expect(visitor.faults).toEqual([]);
      await visitor.context.close();
    }
  });

  it('lets the registrar correct what is recorded and cancel it, each with a reason', {
    timeout: 300_000,
  }, async () => {
    const { page, context, faults } = await place.visitAs(place.registrar.account, 'en', 'desktop');
    await page.goto(`${place.server.url}/#/desk/${lotus.id}`);
    const correct = page.locator('details', { hasText: 'Correct what is recorded' });
    await correct.locator('summary').first().click();
    await correct.getByLabel('Title', { exact: true }).fill('宝相花纹');
    await correct.getByLabel('Reason', { exact: true }).selectOption('clerical-error');
    await correct.getByLabel('Reasons in words').fill('One character was left out.');
    await lookAt(page, 'correction', 'en');
    await correct.getByRole('button', { name: 'Correct what is recorded' }).click();
    await page.getByRole('heading', { name: '宝相花纹' }).waitFor();
    await page.getByText('Corrected').waitFor();

    const cancel = page.locator('details', { hasText: 'Cancel the registration' });
    await cancel.locator('summary').first().click();
    await cancel.getByLabel('Reason', { exact: true }).selectOption('court-judgment');
    await cancel.getByLabel('Reasons in words').fill('Judgment of the Shaoxing court of 20 November 2026.');
    const button = cancel.getByRole('button', { name: 'Cancel the registration' });
    expect(await button.isDisabled()).toBe(true);
    await cancel.getByRole('checkbox').check();
    await lookAt(page, 'cancellation', 'en');
    await button.click();
    await page.locator('.state-cancelled').waitFor();
    await page.goto(`${place.server.url}/#/notices/${lotus.id}`);
    await page.getByText('Cancelled').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('lets an applicant withdraw before a decision, with a note', { timeout: 300_000 }, async () => {
    const { id } = await draftOf(place.services, mill, motifPng(32, SIDE_PX), worksForm('柯桥织造', { title: '水波' }));
    const { page, context, faults } = await place.visitAs(mill.account, 'zh', 'phone');
    await page.goto(`${place.server.url}/#/applications/${id}`);
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.locator('.state-submitted').waitFor();
    await page.getByLabel('理由').fill('改以新稿申请。');
    await lookAt(page, 'withdrawal', 'zh');
    await page.getByRole('button', { name: '撤回申请' }).click();
    await page.locator('.state-withdrawn').waitFor();
    await page.getByText('改以新稿申请。').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
