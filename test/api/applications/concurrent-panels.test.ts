import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { QUORUM } from '../../../api/registration/panel.ts';
import { cancel, correct } from '../../../api/services/applications/amend.ts';
import { runClocks } from '../../../api/services/applications/clocks.ts';
import { withdraw } from '../../../api/services/applications/drafts.ts';
import {
  beginSecondReview,
  confirmProposal,
  propose,
  requestSupplement,
  takeCase,
} from '../../../api/services/applications/examine.ts';
import { decide, object } from '../../../api/services/applications/objections.ts';
import { appeal, concludePanel, inviteOpinions, submitOpinion } from '../../../api/services/applications/opinions.ts';
import { submit } from '../../../api/services/applications/submit.ts';
import { warnOfDeadlines } from '../../../api/services/applications/warnings.ts';
import type { ServiceContext } from '../../../api/services/context.ts';
import { readApplicationRow } from '../../../api/store/applications/application-rows.ts';
import { readObjections } from '../../../api/store/applications/objection-rows.ts';
import { type Act, agreed, atOnce, bothDatabases, grant, refusal, type Who } from './concurrent.ts';
import { filed, type Office, openOffice, worksForm } from './office.ts';
import { expectNumbersWithoutGap, expectSound } from './sound-cases.ts';

const FULL = process.env.SELVEDGE_FULL === '1';
const DAY_MS = 24 * 3_600_000;
const databases = await bothDatabases();
afterAll(() => databases.dispose());

describe.each(databases.each)('concurrent acts on %s', (_, open) => {
  it('of panels, registrars, applicants and the clock leave a legal state with its audit entries in any order', {
    timeout: 300_000,
  }, async () => {
    let now = new Date('2026-03-02T02:00:00Z');
    const registry = await open(() => now);
    const office = await openOffice(registry);
    const people = await peopleOf(office);
    const [mill, registrar] = [people.mill, people.registrars[0]];
    let drawn = 0;
    const file = async () => {
      const { id } = await filed(registry, mill, `panels ${++drawn}`, worksForm('柯桥织造'));
      await takeCase(registry, people.examiners[0], id);
      return id;
    };
    const beginnings = {
      async appealed() {
        const id = await file();
        await propose(registry, people.examiners[0], id, refusal);
        await beginSecondReview(registry, people.examiners[1], id);
        await confirmProposal(registry, people.examiners[1], id, agreed);
        await appeal(registry, mill, id, 'Drawn from a vase.');
        await inviteOpinions(registry, registrar, id, {
          capacity: 'expert-panel',
          accounts: people.experts.map(({ account }) => account),
        });
        return id;
      },
      async registered() {
        const id = await file();
        await propose(registry, people.examiners[0], id, grant);
        return id;
      },
      async supplementRequested() {
        const id = await file();
        await requestSupplement(registry, people.examiners[0], id, { reason: 'dates-unproven', note: 'When?' });
        return id;
      },
    };
    const acts = laterActs(registry, people, async () => {
      now = new Date(now.getTime() + 25 * DAY_MS);
      await runClocks(registry);
    });
    const ends = new Map<string, number>();
    // Votes come up more often than others, so that panels reach their quorum; the clock moves seldom.
    const act = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom<keyof typeof acts>('voteOfOne', 'voteOfAnother', 'voteOfAThird') },
      { weight: 3, arbitrary: fc.constantFrom<keyof typeof acts>('conclude', 'object', 'reject', 'runClocks') },
      { weight: 3, arbitrary: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])) },
    );
    const waves = fc.array(fc.array(fc.tuple(act, fc.constantFrom<Who>(0, 1)), { minLength: 2, maxLength: 4 }), {
      minLength: 3,
      maxLength: 8,
    });
    const beginning = fc.constantFrom(...(Object.keys(beginnings) as (keyof typeof beginnings)[]));
    try {
      await fc.assert(
        fc.asyncProperty(beginning, waves, async (begin, history) => {
          const id = await beginnings[begin]();
          for (const wave of history) await atOnce(wave.map(([which, who]) => acts[which](id, who)));
          await expectSound(registry, id);
          const { state } = (await readApplicationRow(registry.store, id))!;
          ends.set(state, (ends.get(state) ?? 0) + 1);
        }),
        { numRuns: FULL ? 300 : 30, seed: 316 },
      );
      await expectNumbersWithoutGap(registry);
      // Histories that all end alike would have tried little.
      expect(ends.size, JSON.stringify([...ends])).toBeGreaterThanOrEqual(5);
    } finally {
      await registry.close();
    }
  });
});

interface People {
  readonly mill: Awaited<ReturnType<Office['designer']>>;
  readonly objector: Awaited<ReturnType<Office['designer']>>;
  readonly examiners: readonly [Staff, Staff];
  readonly registrars: readonly [Staff, Staff];
  readonly experts: readonly Staff[];
  readonly lay: readonly Staff[];
}
type Staff = Awaited<ReturnType<Office['staff']>>;

async function peopleOf(office: Office): Promise<People> {
  const staff = (role: Parameters<Office['staff']>[0], count: number) =>
    Promise.all(Array.from({ length: count }, () => office.staff(role)));
  const pair = async (role: Parameters<Office['staff']>[0]) =>
    [await office.staff(role), await office.staff(role)] as const;
  return {
    mill: await office.designer('柯桥织造'),
    objector: await office.designer('Objector'),
    examiners: await pair('examiner'),
    registrars: await pair('registrar'),
    experts: await staff('expert-panellist', QUORUM['expert-panel'] + 1),
    lay: await staff('lay-panellist', QUORUM['lay-panel'] + 1),
  };
}

/** What panels, registrars, applicants and the clock do after an appeal, a registration or a request for a supplement. */
function laterActs(registry: ServiceContext, people: People, passTime: () => Promise<unknown>) {
  const { mill, objector, registrars, experts, lay } = people;
  const versionOf = async (id: string) => (await readApplicationRow(registry.store, id))!;
  /** Every member of the panel that sits, from one on, gives a vote. */
  const vote = (first: number) => async (id: string, who: Who) => {
    const { state } = await versionOf(id);
    const capacity = state === 'lay-panel' ? 'lay-panel' : 'expert-panel';
    const members = capacity === 'lay-panel' ? lay : experts;
    const own = {
      capacity,
      conflict: first === 2 && who === 1,
      vote: who === 0 ? 'grant' : 'refuse',
      statement: 'Seen.',
    } as const;
    await atOnce(members.filter((_, i) => i % 3 === first).map((member) => submitOpinion(registry, member, id, own)));
  };
  const decideFirst = (outcome: 'upheld' | 'rejected') => async (id: string, who: Who) => {
    const open = (await readObjections(registry.store, (await versionOf(id)).key)).find((one) => one.outcome === null);
    const reason = outcome === 'upheld' ? 'earlier-right-proven' : 'not-proven';
    const decision = { objection: open?.id ?? 'none', outcome, reason, note: 'Heard.' };
    await decide(registry, registrars[who], id, decision);
  };
  return {
    inviteExperts: (id, who) =>
      inviteOpinions(registry, registrars[who], id, {
        capacity: 'expert-panel',
        accounts: experts.map(({ account }) => account),
      }),
    inviteLay: (id, who) =>
      inviteOpinions(registry, registrars[who], id, {
        capacity: 'lay-panel',
        accounts: lay.map(({ account }) => account),
      }),
    voteOfOne: vote(0),
    voteOfAnother: vote(1),
    voteOfAThird: vote(2),
    conclude: (id, who) => concludePanel(registry, registrars[who], id, 'Heard.'),
    object: (id) => object(registry, objector, id, { reason: 'earlier-right', statement: 'Mine.', evidence: [] }),
    uphold: decideFirst('upheld'),
    reject: decideFirst('rejected'),
    correct: async (id, who) =>
      correct(registry, registrars[who], id, {
        version: (await versionOf(id)).version,
        form: worksForm('柯桥织造', { title: `Corrected by ${who}` }),
        reason: 'clerical-error',
        note: 'Slip.',
      }),
    cancel: (id, who) => cancel(registry, registrars[who], id, { reason: 'holder-request', note: 'As asked.' }),
    supplement: (id) => submit(registry, id, { actor: mill }),
    withdraw: (id) => withdraw(registry, mill, id, 'No more.'),
    runClocks: () => runClocks(registry),
    warn: () => warnOfDeadlines(registry),
    passTime,
  } satisfies Record<string, Act>;
}
