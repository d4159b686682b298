import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserIsThere, buildClient, launchBrowser, visit } from './fixture/browser.ts';
import { COPIED, makeLibrary, SIDE_PX } from './fixture/library.ts';
import { drawAlteredCopy } from './fixture/pictures.ts';
import { ANGLE_DEG } from './fixture/results.ts';
import { type FixtureServer, startFixtureServer, WRITE_TOKEN } from './fixture/server.ts';

let browser: Browser;
let server: FixtureServer;
let copy: Buffer;
let firstId: string;

const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: copy });

type Options = Partial<Parameters<typeof visit>[1]>;

async function inPage(options: Options, act: (page: Page) => Promise<void>): Promise<void> {
  const { context, page, faults } = await visit(browser, { language: 'en', width: 'desktop', ...options });
  try {
    await act(page);
    expect(faults).toEqual([]);
  } finally {
    await context.close();
  }
}

async function openResult(page: Page): Promise<void> {
  await page.goto(server.origin);
  await page.locator('input[type=file]').first().setInputFiles(picture('copy.png'));
  await page.locator('.warped-picture.shown').nth(1).waitFor();
}

const focused = (page: Page): Promise<string> => page.evaluate('document.activeElement?.textContent ?? ""');

async function opacityOf(page: Page, index: number): Promise<number> {
  const style = await page.locator('.warped-picture').nth(index).getAttribute('style');
  return Number(/opacity: ([\d.]+)/.exec(style ?? '')?.[1]);
}

/** The CSS transform of a picture, as its 16 numbers. */
async function transformOf(page: Page, index: number): Promise<number[]> {
  const style = await page.locator('.warped-picture').nth(index).getAttribute('style');
  return (/matrix3d\(([^)]*)\)/.exec(style ?? '')?.[1] ?? '').split(',').map(Number);
}

describe.skipIf(!browserIsThere())('the web client', () => {
  beforeAll(async () => {
    const [webDir, library] = await Promise.all([buildClient('behaviour'), makeLibrary()]);
    firstId = library[0]!.pattern.id;
    server = await startFixtureServer(webDir, library);
    copy = (await drawAlteredCopy(COPIED.seed, COPIED.family, SIDE_PX, ANGLE_DEG)).bytes;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('lets a whole check be done by keyboard, and puts the focus on the grade', () =>
    inPage({}, async (page) => {
      // Listening starts the interception of file dialogues, which takes a moment.
      const chooser = page.waitForEvent('filechooser');
      await page.goto(server.origin);
      await page.getByRole('button', { name: 'Choose a file' }).waitFor();
      // Past the header, in which there are more links than anyone wants to step through.
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('Skip to the content');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('Choose a file');
      await page.keyboard.press('Enter');
      await (await chooser).setFiles(picture('copy.png'));
      await page.locator('.result-heading').waitFor();
      await expect.poll(() => focused(page)).toBe('Substantially similar');
      for (let presses = 0; !(await focused(page)).includes('Monstera'); presses++) {
        expect(presses).toBeLessThan(8);
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Monstera' }).waitFor();
      const pane = page.getByRole('application').first();
      for (let presses = 0; (await pane.and(page.locator(':focus')).count()) === 0; presses++) {
        expect(presses).toBeLessThan(16);
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('+');
      const zoom = () => page.locator('.zoom-level').textContent();
      await expect.poll(zoom).toBe('125 %');
      await page.keyboard.press('0');
      await expect.poll(zoom).toBe('100 %');
    }));

  it('says in words what was found, what was changed, since when it is known and what is new', () =>
    inPage({}, async (page) => {
      await openResult(page);
      const text = await page.locator('main').textContent();
      for (const words of [
        'Substantially similar',
        '30 works searched',
        '164 separate motif positions line up',
        'turned 31° clockwise',
        'recoloured, ΔE2000 24',
        'What is new in your picture',
        '17 % of its area',
        '12 April 2019',
        'by registration',
        'as stated, unproven',
        'Earliest evidenced',
        'For the examiner',
        '青溪印染示例厂',
      ]) {
        expect(text).toContain(words);
      }
    }));

  it('moves and zooms both pictures together, by wheel, drag and button', () =>
    inPage({}, async (page) => {
      await openResult(page);
      const before = await Promise.all([transformOf(page, 0), transformOf(page, 1)]);
      const pane = page.getByRole('application').first();
      await pane.hover();
      await page.mouse.wheel(0, -400);
      await expect.poll(() => transformOf(page, 0)).not.toEqual(before[0]);
      expect(await transformOf(page, 1)).not.toEqual(before[1]);
      const zoomed = await Promise.all([transformOf(page, 0), transformOf(page, 1)]);
      await page.mouse.down();
      await page.mouse.move(500, 700, { steps: 4 });
      await page.mouse.up();
      await expect.poll(() => transformOf(page, 0)).not.toEqual(zoomed[0]);
      expect(await transformOf(page, 1)).not.toEqual(zoomed[1]);
      await page.getByRole('button', { name: 'Fit' }).click();
      await expect.poll(() => transformOf(page, 0)).toEqual(before[0]);
    }));

  it('turns the record into the position of the query', () =>
    inPage({}, async (page) => {
      await openResult(page);
      await page.getByLabel('Turn both into the same position').check();
      const [a = 0, b = 0] = await transformOf(page, 1);
      // The record's own axis, drawn in the query's frame: turned by the 31° that were found.
      expect((Math.atan2(-b, a) * 180) / Math.PI).toBeCloseTo(ANGLE_DEG, 3);
    }));

  it('lays the record over the query, fades it with the slider, blinks and stops', () =>
    inPage({ reducedMotion: 'no-preference' }, async (page) => {
      await openResult(page);
      await page.getByText('Overlay', { exact: true }).click();
      const opacity = (): Promise<number> => opacityOf(page, 1);
      await expect.poll(opacity).toBe(0.5);
      await page.getByLabel('Upper picture').fill('80');
      await expect.poll(opacity).toBe(0.8);
      await page.getByRole('button', { name: 'Blink' }).click();
      await expect.poll(opacity).toBe(1);
      await expect.poll(opacity, { timeout: 3000 }).toBe(0);
      await page.getByRole('button', { name: 'Stop blinking' }).click();
      await expect.poll(opacity).toBe(0.5);
    }));

  it('does not blink for those who asked for less motion, but flips at their press', () =>
    inPage({ reducedMotion: 'reduce' }, async (page) => {
      await openResult(page);
      await page.getByText('Overlay', { exact: true }).click();
      expect(await page.getByRole('button', { name: 'Blink' }).count()).toBe(0);
      await page.getByRole('button', { name: 'Flip' }).click();
      await expect.poll(() => opacityOf(page, 1)).toBe(1);
    }));

  it('can be cancelled, and says so', () =>
    inPage({}, async (page) => {
      await page.goto(server.origin);
      await page.locator('input[type=file]').first().setInputFiles(picture('slow.png'));
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('The check was cancelled.').waitFor();
    }));

  it('counts down when the server is busy, and sends the picture again', () =>
    inPage({}, async (page) => {
      await page.goto(server.origin);
      await page.locator('input[type=file]').first().setInputFiles(picture('busy-once.png'));
      await page.getByText('Trying again in 2 seconds').waitFor();
      await page.locator('.result-heading').waitFor({ timeout: 8000 });
    }));

  it('takes a picture that is dropped or pasted', () =>
    inPage({}, async (page) => {
      for (const kind of ['drop', 'paste'] as const) {
        await page.goto(`${server.origin}/?${kind}#/check`);
        await page.locator('.intake').waitFor();
        await page.evaluate(`(() => {
          const data = new DataTransfer();
          const bytes = Uint8Array.from(atob('${copy.toString('base64')}'), (letter) => letter.charCodeAt(0));
          data.items.add(new File([bytes], 'copy.png', { type: 'image/png' }));
          const event = '${kind}' === 'drop'
            ? new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data })
            : new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data });
          document.querySelector('.intake').dispatchEvent(event);
        })()`);
        await page.locator('.result-heading').waitFor();
      }
    }));

  it('loads the library page by page, and finds by text', () =>
    inPage({}, async (page) => {
      await page.goto(`${server.origin}/#/library`);
      await page.getByText('24 of 30 shown').waitFor();
      await page.getByRole('button', { name: 'Load more' }).click();
      await page.getByText('30 of 30 shown').waitFor();
      await page.getByLabel('Search title, owner, number').fill('tartan');
      await page.keyboard.press('Enter');
      await page.getByText('4 of 4 shown').waitFor();
    }));

  it('adds several pictures, each with its outcome, and keeps the token for the tab only', () =>
    inPage({}, async (page) => {
      await page.goto(`${server.origin}/#/library`);
      await page.getByText('Add patterns').click();
      await page.getByLabel('Token').fill('not the token');
      await page.getByRole('button', { name: 'Use this token' }).click();
      const names = ['new.png', 'again.png', 'refused.png'];
      await page.locator('.add-patterns input[type=file]').setInputFiles(names.map(picture));
      await page.getByRole('button', { name: 'Add 3 pictures' }).click();
      await page.getByText('The write token is not valid.').waitFor();
      await page.getByLabel('Token').fill(WRITE_TOKEN);
      await page.getByRole('button', { name: 'Use this token' }).click();
      await page.getByRole('button', { name: 'Add 3 pictures' }).click();
      await page.getByText('1 added, 1 already there, 1 refused').waitFor();
      const stores = await page.evaluate(
        '[JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]',
      );
      expect(stores).toEqual(['{}', JSON.stringify({ 'selvedge.writeToken': WRITE_TOKEN }), '']);
    }));

  it('removes a record only with a reason and the token', () =>
    inPage({}, async (page) => {
      await page.goto(`${server.origin}/#/library/${firstId}`);
      await page.getByRole('button', { name: 'Remove the record' }).click();
      const remove = page.getByRole('button', { name: 'Remove', exact: true });
      expect(await remove.isDisabled()).toBe(true);
      await page.getByLabel('Token').fill(WRITE_TOKEN);
      await page.getByRole('button', { name: 'Use this token' }).click();
      expect(await remove.isDisabled()).toBe(true);
      await page.getByLabel('Reason').fill('Entered by mistake');
      await remove.click();
      await page.getByRole('heading', { name: 'The record was removed.' }).waitFor();
    }));

  it('changes language at once, marks the page with it and remembers the choice', () =>
    inPage({}, async (page) => {
      await openResult(page);
      await page.getByRole('button', { name: '中文' }).click();
      await page.getByRole('heading', { name: '实质性相似' }).waitFor();
      expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN');
      await page.reload();
      await page.getByRole('heading', { name: '这个花样登记过吗？' }).waitFor();
    }));

  it('offers targets of at least 44 px on a phone', () =>
    inPage({ width: 'phone' }, async (page) => {
      await openResult(page);
      const small =
        await page.evaluate(`[...document.querySelectorAll('button, .site-nav a, summary, input[type=range], .check-option')]
        .filter((element) => element.checkVisibility() && element.className !== 'skip-link')
        .map((element) => ({ text: element.textContent, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
        .map(({ text, box }) => text + ' ' + box.width + ' × ' + box.height)`);
      expect(small).toEqual([]);
    }));
});
