import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeCase } from '../../api/services/applications/examine.ts';
import { filed, worksForm } from '../api/applications/office.ts';
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

describe.skipIf(!browserIsThere())('people of an office in the browser', () => {
  beforeAll(async () => {
    place = await openRegistryPlace('people');
    mill = await place.office.designer('柯桥织造');
  }, 300_000);
  afterAll(() => place?.close());

  it('lets a staff member declare a tie from the case, keeps him out of it, and end the tie', {
    timeout: 300_000,
  }, async () => {
    const { id } = await filed(place.services, mill, motifPng(61, SIDE_PX), worksForm('柯桥织造', { title: '缠枝莲' }));
    const email = await place.addressOf(place.examiner.account);
    const { page, context, faults } = await place.visitAs(place.examiner.account, 'zh', 'phone');
    await page.goto(`${place.server.url}/#/desk/${id}`);
    await page.getByRole('link', { name: '申报与申请人的利害关系' }).click();
    expect(await page.getByLabel('主体编号').inputValue()).toBe(mill.party);
    await page.getByText('您尚未申报利害关系。').waitFor();
    await page.getByLabel('关系类别').selectOption('former-employment');
    await page.getByLabel('备注').fill('2024 年前任职');
    // The session ends in mid-form: nothing typed is lost.
    await context.clearCookies();
    await page.getByRole('button', { name: '申报', exact: true }).click();
    await page.getByLabel('电子邮箱').fill(email);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    // With a password alone he may not read the party: its number is shown. With the second factor, its name.
    await page.locator('.account-list li', { hasText: mill.party }).getByText('曾任职').waitFor();
    await place.signIn(context, place.examiner.account);
    await page.reload();
    await page.locator('.account-list li', { hasText: '柯桥织造' }).getByText('曾任职').waitFor();
    await lookAt(page, 'ties', 'zh');
    expect(faults).toEqual([]);
    await context.close();

    await expect(takeCase(place.services, place.examiner, id)).rejects.toMatchObject({ code: 'recused' });
    const again = await place.visitAs(place.examiner.account, 'en', 'desktop');
    await again.page.goto(`${place.server.url}/#/account`);
    await again.page.getByRole('link', { name: 'Declare a tie, or end one' }).click();
    await again.page.getByText('The tie to 柯桥织造 has ended').click();
    await again.page.getByLabel('Reason', { exact: true }).fill('Three years have passed.');
    await lookAt(again.page, 'ties-end', 'en');
    await again.page.getByRole('button', { name: 'End it' }).click();
    await again.page.getByText('You have declared none.').waitFor();
    expect(again.faults).toEqual([]);
    await again.context.close();
    await expect(takeCase(place.services, place.examiner, id)).resolves.toBeDefined();
  });

  it('lets an administrator find somebody, grant a role and end it, and see who did what', {
    timeout: 300_000,
  }, async () => {
    const chief = await place.office.staff('administrator');
    const { account } = await place.office.staff('mediator');
    await place.services.store.query("update account set name = '沈调解' where id = $1", [account]);
    const { page, context, faults } = await place.visitAs(chief.account, 'en', 'desktop');
    await page.goto(`${place.server.url}/#/office`);
    await page.getByLabel('Name or address').fill('调解');
    await page.getByRole('button', { name: 'Find' }).click();
    await expect.poll(() => page.locator('.account-list li').count()).toBe(1);
    await lookAt(page, 'office-found', 'en');
    await page.getByRole('link', { name: '沈调解' }).click();
    await page.getByText('Grant a role').click();
    await page.getByLabel('Role', { exact: true }).selectOption('examiner');
    const offices = page.getByLabel('Office');
    expect(await offices.locator('option').allTextContents()).toEqual(['', '浙江省版权局']);
    await offices.selectOption({ label: '浙江省版权局' });
    await lookAt(page, 'grant-role', 'en');
    await page.getByRole('button', { name: 'Grant it' }).click();
    await page.getByText('End: examiner').click();
    const examiner = page.locator('.account-list li', { hasText: 'End: examiner' });
    await examiner.getByLabel('Reason', { exact: true }).fill('Has moved to another office.');
    await examiner.getByRole('button', { name: 'End the role' }).click();
    await page.getByText('Roles that have ended (1)').click();
    await page.getByText(/ended on .* by Person/).waitFor();
    await lookAt(page, 'roles', 'en');
    await page.getByText('Disable the account').click();
    await page.getByRole('region', { name: 'Use of the account' }).getByLabel('Reason').first().fill('On leave.');
    await page.getByRole('button', { name: 'Disable it now' }).click();
    await page.getByText('Enable the account again').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('lets an administrator erase somebody’s data, and states what was kept and why, then and later', {
    timeout: 300_000,
  }, async () => {
    const chief = await place.office.staff('administrator');
    const { account } = await place.office.staff('notary');
    await place.services.store.query("update account set name = '金公证' where id = $1", [account]);
    const { page, context, faults } = await place.visitAs(chief.account, 'zh', 'phone');
    await page.goto(`${place.server.url}/#/office/${account}`);
    await page.getByText('删除该人员的数据').click();
    const erase = page.getByRole('button', { name: '删除 金公证 的数据' });
    await page.getByLabel('理由').last().fill('2026 年 11 月 3 日书面申请');
    await lookAt(page, 'erase-person', 'zh');
    await page.getByLabel('我已核实申请人身份').check();
    await erase.click();
    await page.getByText('审计记录（仅含编号）: 审计记录应当保存').waitFor();
    await page.getByText('2026 年 11 月 3 日书面申请').waitFor();
    await lookAt(page, 'erased-person', 'zh');
    expect(await page.getByText('金公证').count()).toBe(0);
    await page.reload();
    await page.getByRole('heading', { name: '数据已删除的人员' }).waitFor();
    await page.getByText('予以保留').waitFor();
    expect(faults).toEqual([]);
    await context.close();

    const own = await place.visitAs(chief.account, 'en', 'desktop');
    await own.page.goto(`${place.server.url}/#/office/${chief.account}`);
    await own.page.getByText('Your own account:').waitFor();
    expect(await own.page.getByText('Erase the data').count()).toBe(0);
    await own.context.close();
  });
});
