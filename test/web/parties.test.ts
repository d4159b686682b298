import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateInChina } from '../../api/registration/calendar/dates.ts';
import { browserIsThere } from './fixture/browser.ts';
import { type Designer, lookAt, openRegistryPlace, type RegistryPlace } from './fixture/registry-place.ts';

let place: RegistryPlace;
let mill: Designer;
let station: Designer;

const PAPER = { name: 'power.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n%%EOF\n') };
const today = dateInChina(new Date());
const yearOf = (day: string, years: number) => `${Number(day.slice(0, 4)) + years}${day.slice(4, 7)}-01`;

describe.skipIf(!browserIsThere())('persons and firms in the browser', () => {
  beforeAll(async () => {
    place = await openRegistryPlace('parties');
    mill = await place.office.designer('柯桥织造');
    station = await place.office.designer('轻纺城版权工作站');
  }, 300_000);
  afterAll(() => place?.close());

  it('adds members and a power of attorney by which a workstation files, until it is ended', {
    timeout: 300_000,
  }, async () => {
    const colleague = await place.office.designer('Somebody');
    const email = await place.addressOf(colleague.account);
    const { page, context, faults } = await place.visitAs(mill.account, 'zh', 'phone');
    await page.goto(`${place.server.url}/#/account`);
    await page.getByRole('link', { name: '柯桥织造' }).click();
    await page.locator('summary', { hasText: '添加成员' }).click();
    await page.getByLabel('成员账户的电子邮箱').fill('nobody@example.org');
    await page.getByRole('button', { name: '添加成员' }).click();
    await page.locator('.notice').waitFor();
    expect(await page.getByLabel('成员账户的电子邮箱').inputValue()).toBe('nobody@example.org');
    await page.getByLabel('成员账户的电子邮箱').fill(email);
    await page.getByRole('button', { name: '添加成员' }).click();
    const members = page.getByRole('region', { name: '成员' }).locator('li');
    await expect.poll(() => members.count()).toBe(2);

    await page.locator('summary', { hasText: '授予代理权' }).click();
    await page.getByLabel('代理人或版权工作站的主体编号').fill(station.party);
    await page.getByLabel('已签署的授权委托书（PDF、JPEG 或 PNG）').setInputFiles(PAPER);
    await page.getByLabel('起始日期').fill(today);
    await page.getByLabel('截止日期（含当日）').fill('明年底');
    await page.getByRole('button', { name: '授予代理权' }).click();
    await page.locator('.notice').waitFor();
    await lookAt(page, 'attorney-refused', 'zh');
    await page.getByLabel('截止日期（含当日）').fill(yearOf(today, 1));
    await page.getByRole('button', { name: '授予代理权' }).click();
    await page.getByText('有效').waitFor();
    await lookAt(page, 'party', 'zh');

    const agent = await place.visitAs(station.account, 'en', 'desktop');
    await agent.page.goto(`${place.server.url}/#/applications`);
    await agent.page.getByLabel('In whose name').selectOption({ label: '柯桥织造' });
    await agent.page.getByRole('button', { name: 'Begin an application' }).click();
    await agent.page.getByLabel('Title', { exact: true }).waitFor();
    await agent.page.goto(`${place.server.url}/#/parties/${station.party}`);
    await agent.page.getByText('For whom it acts').waitFor();
    await lookAt(agent.page, 'party-workstation', 'en');

    await page.locator('summary', { hasText: '终止委托' }).click();
    await page.getByLabel('理由').fill('合同期满。');
    await page.getByRole('button', { name: '立即终止' }).click();
    await page.getByText('已终止').waitFor();
    await page.getByRole('button', { name: '移除 Person' }).last().click();
    await expect.poll(() => members.count()).toBe(1);
    await agent.page.goto(`${place.server.url}/#/applications`);
    await agent.page.getByRole('button', { name: 'Begin an application' }).waitFor();
    expect(await agent.page.getByLabel('In whose name').count()).toBe(0);
    for (const visitor of [{ context, faults }, agent]) {
      expect(visitor.faults).toEqual([]);
      await visitor.context.close();
    }
  });

  it('proves an identity with a paper that staff review', { timeout: 300_000 }, async () => {
    const newcomer = await place.office.designer('新锐设计');
    const { page, context, faults } = await place.visitAs(newcomer.account, 'en', 'phone');
    await page.goto(`${place.server.url}/#/account`);
    await page.locator('summary', { hasText: 'Add a person or firm' }).click();
    await page.getByLabel('Kind').selectOption('firm');
    const form = page.getByRole('region', { name: 'Persons and firms' });
    await form.getByLabel('Name', { exact: true }).fill('New Wave Design');
    await form.getByLabel('Unified social credit code').fill('91350100M000100Y43');
    await form.getByLabel('Office').selectOption({ label: '浙江省版权局' });
    await form.getByRole('button', { name: 'Add a person or firm' }).click();
    await page.getByRole('link', { name: 'New Wave Design' }).click();
    await page.getByText('not yet verified').waitFor();
    await page.getByLabel('Paper that proves it (PDF, JPEG or PNG)').setInputFiles(PAPER);
    await page.getByRole('button', { name: 'Hand in for review' }).click();
    await page.getByText('waits for review').waitFor();
    await lookAt(page, 'party-identity', 'en');
    const staff = await place.visitAs(place.registrar.account, 'zh', 'desktop');
    await staff.page.goto(`${place.server.url}/#/office`);
    await staff.page.getByRole('button', { name: '查看 New Wave Design' }).click();
    await staff.page.getByLabel('理由').fill('营业执照相符。');
    await lookAt(staff.page, 'identity-review', 'zh');
    await staff.page.getByRole('button', { name: '通过', exact: true }).click();
    await staff.page.getByText('没有待审核的身份。').waitFor();
    await page.reload();
    await page.locator('.party-verified').waitFor();
    for (const visitor of [{ context, faults }, staff]) {
      expect(visitor.faults).toEqual([]);
      await visitor.context.close();
    }
  });

  it('hands out one’s own data and erases them, saying what is kept and why', { timeout: 300_000 }, async () => {
    const leaver = await place.office.designer('离场织坊');
    const { page, context, faults } = await place.visitAs(leaver.account, 'zh', 'phone');
    await page.goto(`${place.server.url}/#/account`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载我的数据' }).click(),
    ]);
    const data = JSON.parse(await readFile(await download.path(), 'utf8')) as { format: string; account: string };
    expect(data).toMatchObject({ format: 'selvedge-own-data', account: leaver.account });
    await page.locator('summary', { hasText: '删除我的数据' }).click();
    await page.getByLabel('理由').fill('歇业。');
    await page.getByLabel('我要求终止账户并删除我的数据。').check();
    await lookAt(page, 'own-data', 'zh');
    await page.getByRole('button', { name: '删除我的数据' }).click();
    await page.getByRole('heading', { name: '您的数据已删除' }).waitFor();
    await page.getByText('审计记录应当保存').waitFor();
    await lookAt(page, 'erased', 'zh');
    await page.goto(`${place.server.url}/#/applications`);
    await page.getByRole('heading', { name: '登录' }).waitFor();
    const [row] = await place.services.store.query<{ status: string; name: string | null }>(
      'select status, name from account where id = $1',
      [leaver.account],
    );
    expect(row).toEqual({ status: 'erased', name: null });
    expect(faults).toEqual([]);
    await context.close();
  });
});
