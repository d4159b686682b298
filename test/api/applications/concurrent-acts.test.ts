import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { saveDraft, withdraw } from '../../../api/services/applications/drafts.ts';
import {
  beginSecondReview,
  confirmProposal,
  propose,
  releaseCase,
  requestSupplement,
  returnToExaminer,
  takeCase,
  takeOverCase,
} from '../../../api/services/applications/examine.ts';
import { object } from '../../../api/services/applications/objections.ts';
import { submit } from '../../../api/services/applications/submit.ts';
import { noteLicence } from '../../../api/services/applications/title.ts';
import { readApplicationRow } from '../../../api/store/applications/application-rows.ts';
import { writeSetting } from '../../../api/store/settings.ts';
import { type Act, agreed, atOnce, bothDatabases, grant, refusal, type Who } from './concurrent.ts';
import { draftOf, openOffice, worksForm } from './office.ts';
import { expectNumbersWithoutGap, expectSound } from './sound-cases.ts';

const FULL = process.env.SELVEDGE_FULL === '1';
const databases = await bothDatabases();
afterAll(() => databases.dispose());

describe.each(databases.each)('concurrent acts on %s', (_, open) => {
  it('leave a legal state with its audit entries in any order, and numbers without gap or double', {
    timeout: 300_000,
  }, async () => {
    const registry = await open();
    const office = await openOffice(registry);
    // Every other grant goes to second review.
    await writeSetting(registry.store, 'second-review-sample', { seed: 'of the tests', share: 0.5 });
    const mill = await office.designer('柯桥织造');
    const objector = await office.designer('Objector');
    const examiners = [await office.staff('examiner'), await office.staff('examiner')] as const;
    const acts: readonly Act[] = [
      (id) => submit(registry, id, { actor: mill }),
      async (id) =>
        saveDraft(registry, mill, id, {
          version: (await readApplicationRow(registry.store, id))!.version,
          form: worksForm('柯桥织造'),
        }),
      (id, who) => takeCase(registry, examiners[who], id),
      (id, who) => takeOverCase(registry, examiners[who], id, 'Mine.'),
      (id, who) => releaseCase(registry, examiners[who], id),
      (id, who) => propose(registry, examiners[who], id, grant),
      (id, who) => propose(registry, examiners[who], id, refusal),
      (id, who) => beginSecondReview(registry, examiners[who], id),
      (id, who) => confirmProposal(registry, examiners[who], id, agreed),
      (id, who) => returnToExaminer(registry, examiners[who], id, { reason: 'other-conclusion', note: 'No.' }),
      (id, who) => requestSupplement(registry, examiners[who], id, { reason: 'dates-unproven', note: 'When?' }),
      (id) => object(registry, objector, id, { reason: 'earlier-right', statement: 'Mine.', evidence: [] }),
      (id) =>
        noteLicence(registry, mill, id, {
          from: mill.party,
          licensee: 'L',
          exclusive: false,
          effectiveOn: '2026-03-02',
          extent: 'all',
          basis: 'b',
          evidence: [],
        }),
      (id) => withdraw(registry, mill, id, 'No more.'),
    ];
    // Steps forward come up more often than others, so that cases get far.
    const act = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(0, 2, 5, 7, 8) },
      { weight: 2, arbitrary: fc.nat(acts.length - 2) },
      { weight: 1, arbitrary: fc.nat(acts.length - 1) },
    );
    const waves = fc.array(fc.array(fc.tuple(act, fc.constantFrom<Who>(0, 1)), { minLength: 2, maxLength: 4 }), {
      minLength: 3,
      maxLength: 8,
    });
    let drawn = 0;
    try {
      await fc.assert(
        fc.asyncProperty(waves, async (history) => {
          const { id } = await draftOf(registry, mill, `concurrent ${++drawn}`, worksForm('柯桥织造'));
          for (const wave of history) await atOnce(wave.map(([which, who]) => acts[which]!(id, who)));
          await expectSound(registry, id);
        }),
        { numRuns: FULL ? 300 : 25, seed: 315 },
      );
      expect(await expectNumbersWithoutGap(registry)).toBeGreaterThan(0);
    } finally {
      await registry.close();
    }
  });
});
