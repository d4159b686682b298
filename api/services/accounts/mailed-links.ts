import type { Language } from '../../config/settings.ts';
import {
  findAccount,
  findAccountByEmail,
  insertAccount,
  type StoredAccount,
  setPassword,
} from '../../store/accounts/account-rows.ts';
import {
  countRecentLinks,
  insertMailedLink,
  type LinkPurpose,
  takeMailedLink,
} from '../../store/accounts/mailed-link-rows.ts';
import { deleteSessionsOf } from '../../store/accounts/session-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import type { Queryable } from '../../store/database.ts';
import { enqueueMail } from '../../store/mail-outbox.ts';
import { makeId } from '../../store/record-id.ts';
import { digestOfToken, makeToken } from '../access/secret-token.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { accountMail } from '../mail/account-mails.ts';
import { hashPassword } from './password.ts';
import { tellOfChange } from './tell-of-change.ts';

const HOUR_MS = 3_600_000;
const VALID_MS: Readonly<Record<LinkPurpose, number>> = { invitation: 72 * HOUR_MS, reset: HOUR_MS };

/** Nobody's mailbox is filled by asking again and again. */
const LINKS_PER_HOUR = 3;

type Context = Pick<ServiceContext, 'store' | 'clock'>;
type Addressed = StoredAccount & { readonly email: string; readonly name: string };

/** Where the web client answers, without a slash at the end. */
export interface WebPlace {
  readonly publicUrl: string;
}

/** The secret stands behind the #, which browsers send to no server and write into no Referer. */
const linkTo = ({ publicUrl }: WebPlace, page: string, token?: string) =>
  `${publicUrl}/#/${page}${token === undefined ? '' : `/${token}`}`;

/** Sends a link with which the account's password can be set, in the caller's transaction. */
export async function sendLink(
  tx: Queryable,
  account: Addressed,
  purpose: LinkPurpose,
  place: WebPlace,
  now: Date,
): Promise<void> {
  if ((await countRecentLinks(tx, account.id, new Date(now.getTime() - HOUR_MS))) >= LINKS_PER_HOUR) return;
  const token = makeToken('link');
  const expiresAt = new Date(now.getTime() + VALID_MS[purpose]);
  await insertMailedLink(tx, { tokenSha256: digestOfToken(token), account: account.id, purpose, now, expiresAt });
  await enqueueMail(tx, accountMail(purpose, account, linkTo(place, 'set-password', token)), now);
}

/** Sends a link to a new password to the address, if it has an account; the caller learns nothing either way. */
export async function requestReset(ctx: Context, email: string, place: WebPlace): Promise<void> {
  await ctx.store.transaction(async (tx) => {
    const account = await findAccountByEmail(tx, email.toLowerCase());
    if (account === undefined || !isAddressed(account)) return;
    if (account.status === 'active') await sendLink(tx, account, 'reset', place, ctx.clock());
    else if (account.status === 'invited') await sendLink(tx, account, 'invitation', place, ctx.clock());
  });
}

/** Makes an account for whoever reads the mail of this address. One that has an account gets a mail that says so: the caller learns nothing. */
export async function register(
  ctx: Context,
  person: { readonly email: string; readonly name: string; readonly language: Language },
  place: WebPlace,
): Promise<void> {
  const email = person.email.toLowerCase();
  await ctx.store.transaction(async (tx) => {
    const now = ctx.clock();
    const known = await findAccountByEmail(tx, email);
    if (known !== undefined && isAddressed(known) && known.status !== 'invited') {
      await enqueueMail(tx, accountMail('already-registered', known, linkTo(place, 'sign-in')), now);
      return;
    }
    const account = known ?? (await addInvited(tx, { ...person, email, tenantId: null }, 'anonymous', now));
    if (isAddressed(account)) await sendLink(tx, account, 'invitation', place, now);
  });
}

/** An account that waits for its invitation to be taken up. */
export async function addInvited(
  tx: Queryable,
  person: {
    readonly email: string;
    readonly name: string;
    readonly language: Language;
    readonly tenantId: string | null;
  },
  by: string,
  now: Date,
): Promise<Addressed> {
  const account = { id: makeId('AC', now), ...person, passwordHash: null, status: 'invited', createdAt: now } as const;
  await insertAccount(tx, account);
  const object = { kind: 'account', id: account.id } as const;
  await appendAudit(tx, { at: now, actor: by, action: 'create-account', object, tenant: person.tenantId });
  return account;
}

/**
 * Sets the password of the account that the link was sent for, takes it into use where it was invited, and ends its
 * sessions. Throws `link-expired`, `weak-password`.
 */
export async function followLink(
  ctx: Context,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<void> {
  await ctx.store.transaction(async (tx) => {
    const now = ctx.clock();
    const id = await takeMailedLink(tx, digestOfToken(token), now);
    const account = id === undefined ? undefined : await findAccount(tx, id);
    if (account === undefined || (account.status !== 'active' && account.status !== 'invited'))
      throw new ServiceError('link-expired', {
        expected: 'a link that was sent by mail, used for the first time and within its time',
        received: 'one that was used, has expired or is none',
        remedy: 'Have a new link sent to you on the sign-in page.',
      });
    await setPassword(tx, account.id, await hashPassword(password, [account.name, account.email]));
    await deleteSessionsOf(tx, account.id, null);
    await appendAudit(tx, {
      at: now,
      actor: account.id,
      action: account.status === 'invited' ? 'take-up-account' : 'set-password',
      object: { kind: 'account', id: account.id },
      tenant: account.tenantId,
    });
    if (account.status === 'active') await tellOfChange(tx, account.id, 'password-set', now);
  });
}

function isAddressed(account: StoredAccount): account is Addressed {
  return account.email !== null && account.name !== null;
}
