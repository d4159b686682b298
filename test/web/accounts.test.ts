import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlainServer, startPlainServer } from '../api/http/accounts/plain-server.ts';
import { makeAdministrator, PASSWORD } from '../api/services/accounts/accounts-fixture.ts';
import {
  accessibilityFaults,
  browserIsThere,
  buildClient,
  horizontalOverflowPx,
  LANGUAGES,
  type LanguageName,
  launchBrowser,
  screenshot,
  visit,
  WIDTHS,
  type WidthName,
} from './fixture/browser.ts';

/** Labels by language; the test finds things as people do. */
const WORDS = {
  en: {
    email: 'E-mail address',
    password: 'Password',
    signIn: 'Sign in',
    totp: 'Set up an authenticator',
    begin: 'Begin',
    code: 'Code',
    confirm: 'Confirm',
    passkey: 'Set up a passkey',
    usePasskey: 'Use a passkey',
    signOut: 'Sign out',
  },
  zh: {
    email: '电子邮箱',
    password: '密码',
    signIn: '登录',
    totp: '设置验证器',
    begin: '开始',
    code: '动态码',
    confirm: '确认',
    passkey: '设置通行密钥',
    usePasskey: '使用通行密钥',
    signOut: '退出登录',
  },
} as const;

let browser: Browser;
let server: PlainServer;

async function look(page: Page, name: string, language: LanguageName): Promise<void> {
  for (const width of Object.keys(WIDTHS) as WidthName[]) {
    await page.setViewportSize(WIDTHS[width]);
    expect(await accessibilityFaults(page), `${name} ${width}`).toEqual([]);
    expect(await horizontalOverflowPx(page), `${name} ${width}`).toBe(0);
    await screenshot(page, `${name}-${language}-${width}`);
  }
}

async function signIn(page: Page, email: string, words: (typeof WORDS)[LanguageName]): Promise<void> {
  await page.goto(`http://localhost:${server.port}/#/sign-in`);
  await page.getByLabel(words.email).first().fill(email);
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: words.signIn }).first().click();
  await page.locator('#second-factor').waitFor();
}

describe.skipIf(!browserIsThere())('accounts in a browser', () => {
  beforeAll(async () => {
    server = await startPlainServer({ clientDir: await buildClient('accounts') });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each(LANGUAGES)(
    '%s: signing in, an authenticator and the office, accessible and within every width',
    async (language) => {
      const words = WORDS[language];
      const email = `admin-${language}@office.example`;
      await makeAdministrator(server.context.services, email);
      const { context, page, faults } = await visit(browser, { language, width: 'desktop' });
      await page.goto(`http://localhost:${server.port}/#/sign-in`);
      await page.locator('form').first().waitFor();
      await look(page, 'sign-in', language);
      await page.getByLabel(words.email).first().fill(email);
      await page.getByLabel(words.password, { exact: true }).fill('not the password');
      await page.keyboard.press('Enter');
      await page.locator('.notice').waitFor();
      expect(await page.getByLabel(words.email).first().inputValue()).toBe(email);
      await signIn(page, email, words);
      await page.getByText(words.totp).click();
      await page.getByLabel(words.password, { exact: true }).first().fill(PASSWORD);
      await page.getByRole('button', { name: words.begin }).first().click();
      const secret = (await page.locator('.account-more .record-id').textContent())!;
      await look(page, 'authenticator', language);
      const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });
      await page.getByLabel(words.code, { exact: true }).fill(totp.generate());
      await page.getByRole('button', { name: words.confirm }).click();
      await page.locator('.code-list li').nth(9).waitFor();
      await look(page, 'account', language);
      await page.goto(`http://localhost:${server.port}/#/office`);
      await page.locator('.account-list li').first().waitFor();
      await page.locator('details > summary').first().click();
      await look(page, 'office', language);
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  it('a passkey is set up and shown with the keyboard alone', async () => {
    const words = WORDS.en;
    await makeAdministrator(server.context.services, 'passkey@office.example');
    const { context, page } = await visit(browser, { language: 'en', width: 'desktop' });
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await signIn(page, 'passkey@office.example', words);
    await page.getByText(words.passkey).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.code-list li').nth(9).waitFor();
    await page.getByRole('button', { name: words.signOut }).click();
    await signIn(page, 'passkey@office.example', words);
    await page.getByRole('button', { name: words.usePasskey }).press('Enter');
    await page.getByRole('link', { name: 'Office' }).waitFor();
    await page.getByText(/Shown in this session/).waitFor();
    await context.close();
  });
});
