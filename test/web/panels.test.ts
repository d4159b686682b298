import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appeal, inviteOpinions, submitOpinion } from '../../api/services/applications/opinions.ts';
import type { ApplicationRow } from '../../api/store/applications/application-rows.ts';
import { browserIsThere, type LanguageName, type WidthName } from './fixture/browser.ts';
import { type Designer, lookAt, openRegistryPlace, type RegistryPlace } from './fixture/registry-place.ts';

let place: RegistryPlace;
let appellant: Designer;
let refused: ApplicationRow;

const WORDS = {
  en: {
    none: 'Nothing ties me to a party of the case.',
    tied: 'I am tied to a party, and do not vote.',
    what: 'What ties you to it',
    grant: 'For registration',
    refuse: 'For refusal',
    reasons: 'Your reasons',
    remark: 'Remark',
    sign: 'Sign the opinion',
    awaited: 'Your opinion is awaited',
  },
  zh: {
    none: '本人与本案当事人无利益关系。',
    tied: '本人与当事人有利益关系，不参与表决。',
    what: '有何利益关系',
    grant: '赞成登记',
    refuse: '赞成驳回',
    reasons: '理由',
    remark: '说明',
    sign: '签署意见',
    awaited: '待您出具意见',
  },
} as const;

describe.skipIf(!browserIsThere())('appeal panels in the browser', () => {
  beforeAll(async () => {
    place = await openRegistryPlace('panels');
    const mill = await place.office.designer('柯桥织造');
    appellant = await place.office.designer('上诉织坊');
    const earlier = await place.registered(mill, 21, '海水江崖');
    refused = await place.refused(appellant, 21, '江崖纹', earlier);
    await appeal(place.services, appellant, refused.id, '取材于同一件馆藏袍服。');
  }, 300_000);
  afterAll(() => place?.close());

  /** A member finds the case, looks at what was found, and signs. */
  async function give(
    account: string,
    language: LanguageName,
    width: WidthName,
    opinion: {
      readonly vote?: 'grant' | 'refuse';
      readonly tie?: string;
      readonly text: string;
      readonly look?: string;
    },
  ): Promise<void> {
    const w = WORDS[language];
    const { page, context, faults } = await place.visitAs(account, language, width);
    await page.goto(`${place.server.url}/#/opinions`);
    await page.getByRole('heading', { name: w.awaited }).waitFor();
    await page.getByRole('link', { name: '江崖纹' }).click();
    await page.locator('.warped-picture.shown').nth(1).waitFor();
    if (opinion.tie === undefined) {
      await page.getByLabel(w.none).check();
      await page.getByLabel(w[opinion.vote!], { exact: true }).check();
      await page.getByLabel(w.reasons, { exact: true }).fill(opinion.text);
    } else {
      await page.getByLabel(w.tied).check();
      await page.getByLabel(w.what).fill(opinion.tie);
      await page.getByLabel(w.remark).fill(opinion.text);
      expect(await page.getByLabel(w.grant, { exact: true }).count()).toBe(0);
    }
    if (opinion.look !== undefined) await lookAt(page, opinion.look, language);
    await page.getByRole('button', { name: w.sign }).click();
    await page.getByRole('button', { name: w.sign }).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await context.close();
  }

  const conclude = async (page: Page, text: string): Promise<void> => {
    await page.getByText('Conclude the panel').first().click();
    await page.getByLabel('Reasons in words').fill(text);
    await page.getByRole('button', { name: 'Conclude the panel' }).click();
  };

  it('are asked, vote blind with conflicts declared, reach a quorum, and keep the dissent', {
    timeout: 400_000,
  }, async () => {
    const experts = await Promise.all([0, 1, 2, 3].map(() => place.office.staff('expert-panellist')));
    const kin = await place.office.staff('expert-panellist');
    await place.office.link(kin.account, appellant.party);
    const { page, context, faults } = await place.visitAs(place.registrar.account, 'en', 'desktop');
    await page.goto(`${place.server.url}/#/desk`);
    await page.getByRole('button', { name: 'Panels' }).click();
    await page.getByRole('link', { name: '江崖纹' }).click();
    await page.getByText('Ask for opinions').click();
    const people = page.getByRole('group', { name: 'Whom' }).getByRole('checkbox');
    await expect.poll(() => people.count()).toBe(5);
    await page.getByText('tied to a party').waitFor();
    for (const box of await people.all()) if (await box.isEnabled()) await box.check();
    await lookAt(page, 'panel-invitation', 'en');
    await page.getByRole('button', { name: 'Ask 4' }).click();
    await expect.poll(() => page.locator('.panel-member').count()).toBe(4);

    await give(experts[0]!.account, 'zh', 'phone', { vote: 'refuse', text: '线稿一致，仅配色不同。', look: 'opinion' });
    await give(experts[1]!.account, 'en', 'desktop', {
      tie: 'My pupil drew it.',
      text: 'I stand aside.',
      look: 'opinion-conflict',
    });
    await give(experts[2]!.account, 'en', 'desktop', { vote: 'grant', text: 'Both follow the robe.' });

    // Blind, and below the quorum.
    await page.reload();
    await page.getByText('2; the quorum is 3').waitFor();
    await page.getByText('Hidden until the panel is concluded.').waitFor();
    expect(await page.getByText('线稿一致，仅配色不同。').count()).toBe(0);
    await page.getByText('My pupil drew it.').waitFor();
    await conclude(page, 'Heard.');
    await page.locator('.notice').waitFor();
    await page.getByText('The votes of a quorum').waitFor();
    await lookAt(page, 'panel-below-quorum', 'en');

    await give(experts[3]!.account, 'zh', 'desktop', { vote: 'refuse', text: '同一构图。' });
    await page.reload();
    await conclude(page, 'Two of three see the same drawing.');
    await page.locator('.state-lay-panel').waitFor();
    await page.getByText('1 for registration, 2 for refusal').waitFor();
    expect(await page.getByText('Dissent').count()).toBe(1);
    await page.getByText('67 %').waitFor();
    // Each as it was signed, with what proves it.
    expect(await page.getByText('Opinion and machine part are as they were signed.').count()).toBe(4);
    const [proof] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Proof of the signature' }).first().click(),
    ]);
    expect(JSON.parse(await readFile(await proof.path(), 'utf8'))).toMatchObject({
      record: { type: 'selvedge/opinion/v1', application: refused.id },
    });
    await lookAt(page, 'panel-concluded', 'en');

    const lay = await Promise.all([0, 1, 2, 3, 4].map(() => place.office.staff('lay-panellist')));
    const capacity = 'lay-panel' as const;
    await inviteOpinions(place.services, place.registrar, refused.id, {
      capacity,
      accounts: lay.map(({ account }) => account),
    });
    for (const member of lay.slice(1))
      await submitOpinion(place.services, member, refused.id, {
        capacity,
        conflict: false,
        vote: member === lay[1] ? 'refuse' : 'grant',
        statement: 'Looks like another cloth to me.',
      });
    await give(lay[0]!.account, 'en', 'phone', { vote: 'grant', text: 'I would not take one for the other.' });
    await page.reload();
    await conclude(page, 'Four of five do not take one for the other.');
    await page.locator('.state-registered').waitFor();
    await page.getByText('Agreement, Krippendorff’s alpha:').waitFor();
    await lookAt(page, 'panels-both', 'en');

    // The appellant reads reasons and votes, not names.
    const party = await place.visitAs(appellant.account, 'zh', 'phone');
    await party.page.goto(`${place.server.url}/#/applications/${refused.id}`);
    await party.page.getByText('线稿一致，仅配色不同。').waitFor();
    expect(await party.page.getByText('My pupil drew it.').count()).toBe(0);
    expect(await party.page.getByText('成员 1').count()).toBe(2);
    await lookAt(party.page, 'panels-appellant', 'zh');
    for (const visitor of [{ context, faults }, party]) {
      expect(visitor.faults).toEqual([]);
      await visitor.context.close();
    }
  });
});
