import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { object } from '../../api/services/applications/objections.ts';
import type { ApplicationRow } from '../../api/store/applications/application-rows.ts';
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
let lotus: ApplicationRow;
let crane: ApplicationRow;

const objectionOf = {
  reason: 'earlier-right',
  statement: 'Shown at the Keqiao fair in 2019.',
  evidence: ['Catalogue'],
};

describe.skipIf(!browserIsThere())('notices and objections in the browser', () => {
  beforeAll(async () => {
    place = await openRegistryPlace('objections');
    mill = await place.office.designer('柯桥织造');
    lotus = await place.registered(mill, 11, '缠枝莲');
    crane = await place.registered(mill, 12, '云鹤');
  }, 300_000);
  afterAll(() => place?.close());

  const shownTitles = (page: Page) => page.locator('.pattern-card .pattern-title').allTextContents();

  it('finds a notice by title, by number and by picture, without signing in', { timeout: 300_000 }, async () => {
    const { page, context, faults } = await place.visitAs(null, 'en', 'phone');
    await page.goto(`${place.server.url}/#/notices`);
    await page.locator('.pattern-card').nth(1).waitFor();
    const search = async (text: string) => {
      await page.getByLabel('Title, number or owner').fill(text);
      await page.getByRole('button', { name: 'Search', exact: true }).click();
    };
    await search('云鹤');
    await expect.poll(() => shownTitles(page)).toEqual(['云鹤']);
    await search(lotus.number!);
    await expect.poll(() => shownTitles(page)).toEqual(['缠枝莲']);
    await search('nothing of that name');
    await page.getByText('Nothing was found.').waitFor();
    // Recoloured, so that no file is compared but what it shows.
    const copy = { name: 'copy.png', mimeType: 'image/png', buffer: motifPng(12, SIDE_PX, [1, 2, 0]) };
    await page.getByLabel('Or search by a picture').setInputFiles(copy);
    await page.getByText('Found by your picture').waitFor();
    expect(await shownTitles(page)).toEqual(['云鹤']);
    await lookAt(page, 'notices-by-picture', 'en');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('takes an objection of somebody whose session ended meanwhile, nothing typed lost', {
    timeout: 300_000,
  }, async () => {
    const objector = await place.office.designer('先织坊');
    const email = await place.addressOf(objector.account);
    const { page, context, faults } = await place.visitAs(objector.account, 'zh', 'phone');
    await page.goto(`${place.server.url}/#/notices/${lotus.id}`);
    await page.getByLabel('事由').selectOption('earlier-right');
    await page.getByLabel('理由', { exact: true }).fill('本坊 2019 年已在柯桥展出。');
    await page.getByLabel('证据').fill('展会图录\n销售合同 2019-7');
    await lookAt(page, 'objection-typed', 'zh');
    await page.reload();
    expect(await page.getByLabel('理由', { exact: true }).inputValue()).toBe('本坊 2019 年已在柯桥展出。');
    await context.clearCookies();
    await page.getByRole('button', { name: '提交异议' }).click();
    await page.getByRole('heading', { name: '登录' }).waitFor();
    await lookAt(page, 'objection-session-ended', 'zh');
    await page.getByLabel('电子邮箱').fill(email);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByText('异议已收到。').waitFor();
    const [stored] = await place.services.store.query<{ statement: string; evidence: string[] }>(
      'select statement, evidence from objection',
    );
    expect(stored).toEqual({ statement: '本坊 2019 年已在柯桥展出。', evidence: ['展会图录', '销售合同 2019-7'] });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('lets the registrar decide each objection: rejected it lets stand, upheld it cancels', {
    timeout: 300_000,
  }, async () => {
    const objector = await place.office.designer('Elder Mill');
    await object(place.services, objector, crane.id, objectionOf);
    const { page, context, faults } = await place.visitAs(place.registrar.account, 'en', 'desktop');
    await page.goto(`${place.server.url}/#/desk`);
    await page.getByRole('button', { name: 'Objections' }).waitFor();
    await page.getByRole('link', { name: '云鹤' }).waitFor();
    await lookAt(page, 'objections-queue', 'en');
    await page.getByRole('link', { name: '缠枝莲' }).click();
    const decision = page.getByRole('region', { name: 'Decide objection 1' });
    await decision.getByLabel('Reason', { exact: true }).selectOption('not-proven');
    await decision.getByLabel('Reasons in words').fill('No dated copy was handed in.');
    expect(await decision.getByRole('button', { name: 'Uphold' }).isDisabled()).toBe(true);
    await lookAt(page, 'objection-decision', 'en');
    await page.reload();
    expect(await decision.getByLabel('Reasons in words').inputValue()).toBe('No dated copy was handed in.');
    await decision.getByRole('button', { name: 'Reject the objection' }).click();
    await page.locator('.objection-rejected').waitFor();
    await page.locator('.state-registered').waitFor();

    await page.goto(`${place.server.url}/#/desk/${crane.id}`);
    await decision.getByLabel('Reason', { exact: true }).selectOption('earlier-right-proven');
    await decision.getByLabel('Reasons in words').fill('The catalogue of 2019 shows it.');
    await decision.getByRole('button', { name: 'Uphold it and cancel the registration' }).click();
    await page.locator('.state-cancelled').waitFor();
    await lookAt(page, 'objection-upheld', 'en');

    // An examiner sees them and decides nothing.
    const other = await place.visitAs(place.examiner.account, 'zh', 'phone');
    await other.page.goto(`${place.server.url}/#/desk/${crane.id}`);
    await other.page.getByRole('heading', { name: '异议之1' }).waitFor();
    expect(await other.page.getByRole('button', { name: '驳回异议' }).count()).toBe(0);
    await lookAt(other.page, 'objection-upheld', 'zh');
    for (const visitor of [{ context, faults }, other]) {
      expect(visitor.faults).toEqual([]);
      await visitor.context.close();
    }
  });
});
