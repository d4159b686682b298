import { findAccount } from '../../store/accounts/account-rows.ts';
import type { Queryable } from '../../store/database.ts';
import { enqueueMail } from '../../store/mail-outbox.ts';
import { type CredentialChange, credentialMail } from '../mail/credential-mails.ts';

/** Tells the person by mail that a credential of his account changed, in the transaction of the change: no change without its mail. */
export async function tellOfChange(tx: Queryable, id: string, change: CredentialChange, at: Date): Promise<void> {
  const account = await findAccount(tx, id);
  if (account === undefined || account.email === null || account.name === null) return;
  await enqueueMail(tx, credentialMail(change, { ...account, email: account.email, name: account.name }, at), at);
}
