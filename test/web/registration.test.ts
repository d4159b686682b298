import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice } from '../api/applications/office.ts';
import { motifPng } from '../api/http/motif-png.ts';
import { type RunningServer, startServer } from '../api/http/running-server.ts';
import {
  accessibilityFaults,
  browserIsThere,
  buildClient,
  horizontalOverflowPx,
  launchBrowser,
  screenshot,
  visit,
} from './fixture/browser.ts';
import { designFile, fillForm } from './fixture/work-form.ts';

let browser: Browser;
let server: RunningServer;
let office: Office;

const COPY_TITLE = 'Entwined lotus, recoloured';

async function signIn(context: BrowserContext, account: string): Promise<void> {
  await context.addCookies([
    {
      name: 'selvedge-session',
      value: await office.session(account),
      url: server.url,
      httpOnly: true,
      sameSite: 'Strict',
    },
  ]);
}

async function expectClean(page: Page, name: string): Promise<void> {
  expect(await accessibilityFaults(page), name).toEqual([]);
  expect(await horizontalOverflowPx(page), name).toBe(0);
  await screenshot(page, `registration-${name}`);
}

describe.skipIf(!browserIsThere())('registration in the browser', () => {
  beforeAll(async () => {
    const clientDir = await buildClient('registration');
    [server, browser] = await Promise.all([
      startServer({ SELVEDGE_CHECKS_PER_MINUTE: '0' }, undefined, clientDir),
      launchBrowser(),
    ]);
    office = await openOffice(server.context.services);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('leads a designer, two examiners and the public from a draft to a notice, and a copy to its refusal', {
    timeout: 300_000,
  }, async () => {
    const mill = await office.designer('柯桥织造');
    const copier = await office.designer('Copier');
    const [first, second] = [await office.staff('examiner'), await office.staff('examiner')];

    // A designer, in Chinese.
    const designer = await visit(browser, { language: 'zh', width: 'desktop' });
    await signIn(designer.context, mill.account);
    await designer.page.goto(`${server.url}/#/applications`);
    await designer.page.getByRole('button', { name: '新建申请' }).click();
    await designer.page.getByLabel('作品名称', { exact: true }).waitFor();
    await expectClean(designer.page, 'empty-form-zh-desktop');
    await designer.page.getByLabel('循环宽度（毫米）').fill('320');
    await designer.page.getByLabel('循环高度（毫米）').fill('640');
    await designer.page.getByLabel('添加图片').setInputFiles(designFile(motifPng(11, 512)));
    await designer.page.getByText('循环 320 × 640 毫米').waitFor();
    await fillForm(designer.page, 'zh', { owner: '柯桥织造', title: '缠枝莲' });
    await designer.page.getByText('已全部保存。').waitFor();
    await designer.page.reload();
    expect(await designer.page.getByLabel('作品名称', { exact: true }).inputValue()).toBe('缠枝莲');
    await designer.page.getByRole('button', { name: '提交申请' }).click();
    await designer.page.locator('.state-submitted').waitFor();
    await expectClean(designer.page, 'filed-zh-desktop');

    // The first examiner, in English.
    const examiner = await visit(browser, { language: 'en', width: 'desktop' });
    await signIn(examiner.context, first.account);
    await examiner.page.goto(`${server.url}/#/desk`);
    await examiner.page.getByRole('link', { name: '缠枝莲' }).waitFor();
    await expectClean(examiner.page, 'queue-en-desktop');
    await examiner.page.getByRole('link', { name: '缠枝莲' }).click();
    await examiner.page.getByRole('button', { name: 'Take the case' }).click();
    await examiner.page.getByLabel('Reason', { exact: true }).selectOption('nothing-earlier-found');
    await examiner.page.getByLabel('Reasons in words').fill('Nothing earlier was found in the library.');
    await examiner.page.getByText('What you typed is kept.').waitFor();
    await examiner.page.getByRole('button', { name: 'Propose grant' }).click();
    await examiner.page.locator('.state-registered').waitFor();

    // A recoloured copy by somebody else, on a phone.
    const phone = await visit(browser, { language: 'en', width: 'phone' });
    await signIn(phone.context, copier.account);
    await phone.page.goto(`${server.url}/#/applications`);
    await phone.page.getByRole('button', { name: 'Begin an application' }).click();
    await phone.page.getByLabel('Add a picture').setInputFiles(designFile(motifPng(11, 512, [2, 0, 1])));
    await phone.page.locator('.case-pictures img').waitFor();
    await fillForm(phone.page, 'en', { owner: 'Copier', title: COPY_TITLE });
    await phone.page.getByText('All is saved.').waitFor();
    await phone.page.getByRole('button', { name: 'Check before filing' }).click();
    await phone.page.locator('.found-works li').waitFor();
    await expectClean(phone.page, 'pre-checked-en-phone');
    await phone.page.getByRole('button', { name: 'Submit' }).click();
    await phone.page.locator('.state-submitted').waitFor();

    // The second examiner examines, the first confirms.
    const desk = await visit(browser, { language: 'zh', width: 'desktop' });
    await signIn(desk.context, second.account);
    await desk.page.goto(`${server.url}/#/desk`);
    await desk.page.getByRole('link', { name: COPY_TITLE }).click();
    await desk.page.getByRole('button', { name: '受理审查' }).click();
    await desk.page.locator('.judgements').waitFor();
    const judgements = desk.page.locator('.judgements select');
    expect(await judgements.count()).toBe(7);
    for (const select of await judgements.all()) await select.selectOption('similar');
    await desk.page.getByRole('button', { name: '由其衍生' }).click();
    await desk.page.getByLabel('事由', { exact: true }).selectOption('earlier-substantially-similar-work');
    await desk.page.getByLabel('理由说明').fill('同一图案，仅改变配色。');
    await desk.page.getByText('填写内容已保存。').waitFor();
    await desk.page.locator('.warped-picture.shown').nth(1).waitFor();
    await expectClean(desk.page, 'desk-zh-desktop');
    await desk.page.reload();
    await desk.page.locator('.judgements').waitFor();
    expect(await judgements.first().inputValue()).toBe('similar');
    expect(await desk.page.getByLabel('理由说明').inputValue()).toBe('同一图案，仅改变配色。');
    await desk.page.getByRole('button', { name: '拟驳回' }).click();
    await desk.page.locator('.state-proposed-refusal').waitFor();
    expect(await desk.page.getByRole('button', { name: '开始复核' }).isDisabled()).toBe(true);
    await examiner.page.goto(`${server.url}/#/desk`);
    await examiner.page.getByRole('button', { name: 'For second review' }).click();
    await examiner.page.getByRole('link', { name: COPY_TITLE }).click();
    await examiner.page.getByRole('button', { name: 'Begin second review' }).click();
    await examiner.page.getByLabel('Reason', { exact: true }).selectOption('agrees-with-proposal');
    await examiner.page.getByLabel('Reasons in words').fill('So it is.');
    await expectClean(examiner.page, 'second-review-en-desktop');
    await examiner.page.getByRole('button', { name: 'Confirm refusal' }).click();
    await examiner.page.locator('.state-refused').waitFor();
    await examiner.page.goto(`${server.url}/#/statistics`);
    await examiner.page.locator('.bars').first().waitFor();
    await expectClean(examiner.page, 'statistics-en-desktop');

    // The public, on a phone, in Chinese, without signing in.
    const citizen = await visit(browser, { language: 'zh', width: 'phone' });
    await citizen.page.goto(`${server.url}/#/notices`);
    await citizen.page.getByText('缠枝莲').first().waitFor();
    await expectClean(citizen.page, 'notices-zh-phone');
    await citizen.page.getByText('缠枝莲').first().click();
    await citizen.page.getByText('权属链条').waitFor();
    await expectClean(citizen.page, 'notice-zh-phone');
    await citizen.page.getByLabel('事由', { exact: true }).selectOption('earlier-right');
    await citizen.page.getByLabel('理由', { exact: true }).fill('本人 2019 年已发表。');
    await citizen.page.getByRole('button', { name: '提交异议' }).click();
    await citizen.page.getByRole('heading', { name: '登录' }).waitFor();
    expect(await citizen.page.getByLabel('理由', { exact: true }).inputValue()).toBe('本人 2019 年已发表。');

    for (const { context, faults } of [designer, examiner, phone, desk, citizen]) {
      expect(faults).toEqual([]);
      await context.close();
    }
  });

  it('keeps what is typed over an ended session and over another window, and shows both versions', {
    timeout: 120_000,
  }, async () => {
    const mill = await office.designer('第二家织造');
    const one = await visit(browser, { language: 'en', width: 'desktop' });
    await signIn(one.context, mill.account);
    await one.page.goto(`${server.url}/#/applications`);
    await one.page.getByRole('button', { name: 'Begin an application' }).click();
    await one.page.getByLabel('Title', { exact: true }).fill('From the first window');
    await one.page.getByText('All is saved.').waitFor();
    const other = await one.context.newPage();
    await other.goto(one.page.url());
    await other.getByLabel('Title', { exact: true }).fill('From the second window');
    await other.getByText('All is saved.').waitFor();
    await one.page.getByLabel('Title', { exact: true }).fill('From the first window again');
    await one.page.getByRole('heading', { name: 'Two versions' }).waitFor();
    await expectClean(one.page, 'two-versions-en-desktop');
    expect(await one.page.locator('.plain-table').textContent()).toContain('From the second window');
    await one.page.getByRole('button', { name: 'Go on with mine' }).click();
    await one.page.getByText('All is saved.').waitFor();

    await one.context.clearCookies();
    await one.page.getByLabel('Title', { exact: true }).fill('Typed without a session');
    await one.page.getByText('Your session has ended.').waitFor();
    await signIn(one.context, mill.account);
    await one.page.reload();
    expect(await one.page.getByLabel('Title', { exact: true }).inputValue()).toBe('Typed without a session');
    await one.page.getByText('All is saved.').waitFor();
    await one.context.close();
  });
});
