import { expect, it } from 'vitest';
import { fromBase64 } from '../../../api/proof/bytes.ts';
import { canonicalText } from '../../../api/proof/canonical-json.ts';
import { fromHex, logEntry } from '../../../api/proof/log-entry.ts';
import { leafHash } from '../../../api/proof/merkle/hashes.ts';
import { verifyInclusion } from '../../../api/proof/merkle/verify.ts';
import { parseCheckpoint } from '../../../api/proof/note/checkpoint.ts';
import { parseNote, verifyNote } from '../../../api/proof/note/signed-note.ts';
import { parseVerifierKey } from '../../../api/proof/note/verifier-key.ts';
import {
  beginSecondReview,
  confirmProposal,
  propose,
  requestSupplement,
  takeCase,
} from '../../../api/services/applications/examine.ts';
import {
  appeal,
  concludePanel,
  inviteOpinions,
  proveOpinion,
  readOpinionSummary,
  submitOpinion,
} from '../../../api/services/applications/opinions.ts';
import { submit } from '../../../api/services/applications/submit.ts';
import { sha256Of } from '../../../api/store/blob-store.ts';
import { agreed, type Desk, refusal } from './desk.ts';
import { filed, worksForm } from './office.ts';

const sha256 = (text: string) => sha256Of(new Uint8Array(Buffer.from(text)));

/** Opinions as they were signed: in the log, with the machine part that they were given beside. */
export function signedOpinionsContract(desk: Desk): void {
  const { examiner, office, registrar, registry, second } = desk;

  const appealed = async (name: string) => {
    const firm = await office.designer(name);
    const { id } = await filed(registry, firm, `signed ${name}`, worksForm(name));
    await takeCase(registry, examiner, id);
    await propose(registry, examiner, id, { ...refusal, reason: 'title-not-shown', judgements: [] });
    await beginSecondReview(registry, second, id);
    await confirmProposal(registry, second, id, agreed);
    await appeal(registry, firm, id, 'Heard wrongly.');
    const experts = await Promise.all([0, 1, 2].map(() => office.staff('expert-panellist')));
    const accounts = experts.map(({ account }) => account);
    await inviteOpinions(registry, registrar, id, { capacity: 'expert-panel', accounts });
    return { firm, id, experts };
  };
  const opinion = {
    capacity: 'expert-panel',
    conflict: false,
    vote: 'refuse',
    statement: 'The same drawing.',
  } as const;

  it('are proved by the log, without names or texts, to whoever may read them and to nobody while the panel sits', async () => {
    // After whatever else the log has by now.
    desk.travel('2030-01-11T02:00:00Z');
    const { firm, id, experts } = await appealed('Proved');
    for (const expert of experts) await submitOpinion(registry, expert, id, opinion);
    const summary = await readOpinionSummary(registry, experts[0]!, id);
    const own = summary.opinions.find(({ account }) => account === experts[0]!.account)!;
    const other = summary.opinions.find(({ account }) => account === experts[1]!.account)!;
    // That it was signed can be seen; what, not before the panel is concluded.
    expect(other).toMatchObject({ vote: null, statement: null, signature: { intact: true } });
    for (const reader of [experts[0]!, registrar, firm])
      await expect(proveOpinion(registry, reader, id, other.id)).rejects.toMatchObject({ code: 'not-found' });

    const proven = await proveOpinion(registry, experts[0]!, id, own.id);
    expect(proven.record).toEqual({
      type: 'selvedge/opinion/v1',
      id: own.id,
      application: id,
      capacity: 'expert-panel',
      account: experts[0]!.account,
      conflict: false,
      conflictNoteSha256: null,
      vote: 'refuse',
      statementSha256: sha256('The same drawing.'),
      checksSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      at: '2030-01-11T02:00:00.000Z',
    });
    expect(own.signature!.recordSha256).toBe(sha256(canonicalText(proven.record)));
    // From nothing but what went out: the entry is in the tree whose root the log signs.
    const note = parseNote(proven.checkpoint);
    const { size, root } = parseCheckpoint(note.text);
    const hash = leafHash(logEntry({ record: proven.record, salt: fromHex(proven.salt, 32)! }));
    const path = proven.path.map((each) => fromBase64(each)!);
    expect(verifyInclusion({ leafHash: hash, index: proven.index, size, root }, path)).toBe(true);
    expect(verifyNote(note, proven.statedKeys.map(parseVerifierKey))).not.toEqual([]);

    await concludePanel(registry, registrar, id, 'Heard.');
    for (const reader of [registrar, firm])
      expect((await proveOpinion(registry, reader, id, other.id)).record).toMatchObject({
        id: other.id,
        vote: 'refuse',
      });
    const stranger = await office.designer('Passes By');
    await expect(proveOpinion(registry, stranger, id, other.id)).rejects.toMatchObject({ code: 'not-found' });
    desk.travel('2026-03-02T02:00:00Z');
  });

  it('are told apart from what was altered since, in opinion or machine part, and no panel is concluded on it', async () => {
    const { id, experts } = await appealed('Altered');
    for (const expert of experts) await submitOpinion(registry, expert, id, opinion);
    const { store } = registry;
    const intact = async () =>
      (await readOpinionSummary(registry, registrar, id)).opinions.map(({ signature }) => signature!.intact);
    expect(await intact()).toEqual([true, true, true]);
    const change = "update opinion set vote = $2 where account_id = $1 and capacity = 'expert-panel'";
    await store.query(change, [experts[1]!.account, 'grant']);
    expect((await intact()).filter((each) => !each)).toHaveLength(1);
    await expect(concludePanel(registry, registrar, id, 'Heard.')).rejects.toMatchObject({ code: 'log-damaged' });
    await store.query(change, [experts[1]!.account, 'refuse']);
    const machine = `update application_check set result = jsonb_set(result, '{grade}', $2::jsonb)
      where application_key = (select key from application where id = $1)`;
    const [{ grade }] = (await store.query<{ grade: string }>(
      `select result ->> 'grade' as grade from application_check
       where application_key = (select key from application where id = $1)`,
      [id],
    )) as [{ grade: string }];
    // Frozen checks are only added to: whoever alters one has to get round that first.
    await store.query('alter table application_check disable trigger user');
    await store.query(machine, [id, '"identical"']);
    expect(await intact()).toEqual([false, false, false]);
    await store.query(machine, [id, JSON.stringify(grade)]);
    await store.query('alter table application_check enable trigger user');
    expect(await concludePanel(registry, registrar, id, 'Heard.')).toMatchObject({ state: 'lay-panel' });
  });

  it('stay bound to the checks that they were given beside when a supplement brings new ones', async () => {
    const firm = await office.designer('Supplemented');
    const { id } = await filed(registry, firm, 'signed beside', worksForm('Supplemented'));
    await takeCase(registry, examiner, id);
    const expert = await office.staff('technical-investigator');
    const capacity = 'technical-investigator' as const;
    await inviteOpinions(registry, registrar, id, { capacity, accounts: [expert.account] });
    await submitOpinion(registry, expert, id, { capacity, conflict: false, statement: 'Woven, not printed.' });
    desk.travel('2026-03-02T02:10:00Z');
    await requestSupplement(registry, examiner, id, { reason: 'dates-unproven', note: 'Show when.' });
    await submit(registry, id, { actor: firm });
    desk.travel('2026-03-02T02:00:00Z');
    const { opinions } = await readOpinionSummary(registry, registrar, id);
    expect(opinions).toMatchObject([{ signature: { intact: true } }]);
  });
}
