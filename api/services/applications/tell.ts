import type { Concerned, NoticeOf } from '../../registration/concerned.ts';
import { readAddressed } from '../../store/accounts/account-rows.ts';
import { readStaffAccounts } from '../../store/accounts/standing-rows.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import { insertNotifications } from '../../store/applications/notification-rows.ts';
import { readObjections } from '../../store/applications/objection-rows.ts';
import { readPartyAccounts } from '../../store/applications/party-rows.ts';
import { readHolderParties } from '../../store/applications/title-rows.ts';
import type { Queryable } from '../../store/database.ts';
import { enqueueMail } from '../../store/mail-outbox.ts';
import { caseMail } from '../mail/case-mails.ts';
import { holderOf } from './case.ts';

interface Notice {
  readonly about: NoticeOf;
  readonly state: string;
  readonly dueOn: string | null;
  readonly at: Date;
}

/** Tells accounts of what happened to a case, in its transaction: in the application, and by mail in the language of each. */
export async function tell(
  tx: Queryable,
  { id: applicationId }: ApplicationRow,
  accounts: readonly string[],
  { about, state, dueOn, at }: Notice,
): Promise<void> {
  const told = [...new Set(accounts)];
  if (told.length === 0) return;
  await insertNotifications(tx, told, { applicationId, event: about, state, dueOn, at });
  for (const account of await readAddressed(tx, told))
    await enqueueMail(tx, caseMail({ about, applicationId, dueOn }, account), at);
}

/** The accounts of those concerned by a case. */
export async function accountsOf(
  tx: Queryable,
  row: ApplicationRow,
  concerned: readonly Concerned[],
): Promise<readonly string[]> {
  const lists: (readonly string[])[] = [];
  for (const each of concerned) lists.push(await ACCOUNTS[each](tx, row));
  return lists.flat();
}

const ACCOUNTS: Readonly<Record<Concerned, (tx: Queryable, row: ApplicationRow) => Promise<readonly string[]>>> = {
  applicant: async (tx, { filedBy, applicantParty }) => [filedBy, ...(await readPartyAccounts(tx, [applicantParty]))],
  holders: async (tx, { key }) => readPartyAccounts(tx, await readHolderParties(tx, key)),
  examiners: async (_, { examiner, secondExaminer }) =>
    [examiner, secondExaminer].filter((account) => account !== null),
  async desk(tx, row) {
    const holder = holderOf(row);
    return holder === null ? readStaffAccounts(tx, 'examiner', row.tenant) : [holder];
  },
  registrars: (tx, { tenant }) => readStaffAccounts(tx, 'registrar', tenant),
  objectors: async (tx, { key }) => (await readObjections(tx, key)).map(({ account }) => account),
};
