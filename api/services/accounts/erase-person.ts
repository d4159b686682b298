import { eraseAccount, findAccount } from '../../store/accounts/account-rows.ts';
import { revokeApiKeysOf } from '../../store/accounts/api-key-rows.ts';
import { endMailedLinks } from '../../store/accounts/mailed-link-rows.ts';
import { deleteSecondFactors } from '../../store/accounts/second-factor-rows.ts';
import { deleteSessionsOf } from '../../store/accounts/session-rows.ts';
import { revokeAllGrants } from '../../store/accounts/standing-rows.ts';
import { deleteEvidenceOfDrafts } from '../../store/applications/evidence-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import type { Queryable } from '../../store/database.ts';
import { listDeposits } from '../../store/deposit-rows.ts';
import { listEvidence } from '../../store/evidence-rows.ts';
import { listOpenDeposits } from '../../store/open-deposit-rows.ts';
import { eraseDocuments } from '../../store/parties/document-rows.ts';
import { eraseLinkNotes } from '../../store/parties/link-rows.ts';
import {
  endMembershipsOf,
  erasePerson as erasePersonRow,
  listPersonsOf,
  ownsRecords,
} from '../../store/parties/party-rows.ts';
import { listReports } from '../../store/report-rows.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../live-records.ts';
import { sweepPaper } from '../paper-files.ts';
import type { ErasureStatement } from './erasure-statement.ts';
import { keepOneAdministrator } from './staff.ts';

/**
 * Erases what is known of a person, as far as no duty to keep stands against it, and says what was kept and why: entries of
 * the audit trail, which name the account by its id alone, the person and papers behind records that he holds title to, and his
 * deposits, similarity reports, and evidence that he took or was handed, which others may have to go by.
 * Throws `not-found`, `forbidden`, `last-administrator`.
 */
export async function erasePerson(
  ctx: Pick<ServiceContext, 'store' | 'clock' | 'blobs' | 'log'>,
  actor: Actor,
  id: string,
  reason: string,
): Promise<ErasureStatement> {
  const { statement, files } = await ctx.store.transaction(async (tx) => {
    const account = await findAccount(tx, id);
    if (account === undefined || account.status === 'erased') throw notFound(id);
    authorize(actor, 'person:erase', { account: id, tenant: account.tenantId });
    await keepOneAdministrator(tx, id);
    const now = ctx.clock();
    const files: string[] = [];
    const kept: ErasureStatement['kept'][number][] = [{ what: 'audit-entries', why: 'audit-trail' }];
    for (const person of await listPersonsOf(tx, id)) {
      files.push(...(await deleteEvidenceOfDrafts(tx, person)));
      if (await ownsRecords(tx, person)) {
        for (const what of ['person', 'papers', 'records'] as const) kept.push({ what, why: 'title-evidence' });
        continue;
      }
      files.push(...(await eraseDocuments(tx, person, now)));
      await erasePersonRow(tx, person, now);
    }
    for (const what of await evidenceOf(tx, id)) kept.push({ what, why: 'evidence' });
    await revokeAllGrants(tx, id, actor.name, now);
    await revokeApiKeysOf(tx, id, now);
    await endMembershipsOf(tx, id, now);
    await eraseLinkNotes(tx, id);
    await endMailedLinks(tx, id, now);
    await deleteSecondFactors(tx, id);
    await deleteSessionsOf(tx, id, null);
    await eraseAccount(tx, id, now);
    const hasKept = (what: string) => kept.some((each) => each.what === what);
    const erased = (['address', 'name', 'secrets', 'person', 'papers'] as const).filter((what) => !hasKept(what));
    const object = { kind: 'account', id } as const;
    const by = { at: now, actor: actor.name, object, tenant: account.tenantId };
    await appendAudit(tx, { ...by, action: 'erase-person', reason, after: { erased, kept } });
    return { statement: { erased, kept }, files };
  });
  for (const sha256 of files)
    await sweepPaper(ctx, sha256).catch((error: unknown) =>
      ctx.log.error({ err: error }, 'the file of an erased paper remains'),
    );
  return statement;
}

/** What of somebody's is in the log, and can be shown to others and in court. */
async function evidenceOf(db: Queryable, account: string): Promise<readonly ('deposits' | 'reports' | 'captures')[]> {
  const found = {
    deposits: [...(await listDeposits(db, account, 1)), ...(await listOpenDeposits(db, account, 1))],
    reports: await listReports(db, account, 1),
    captures: await listEvidence(db, account, 1),
  };
  return (['deposits', 'reports', 'captures'] as const).filter((what) => found[what].length > 0);
}
