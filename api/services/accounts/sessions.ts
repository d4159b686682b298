import {
  deleteExpiredSessions,
  deleteSession,
  findSession,
  insertSession,
  touchSession,
} from '../../store/accounts/session-rows.ts';
import type { Queryable } from '../../store/database.ts';
import type { Actor } from '../access/actor.ts';
import { digestOfToken, makeToken } from '../access/secret-token.ts';
import { actorOfAccount } from './actor-of-account.ts';

/** OWASP ASVS 4.0.3, 3.3.2, level 2: signed in anew after half an hour without use, or twelve hours in any case. */
const IDLE_MS = 30 * 60_000;
const LIFETIME_MS = 12 * 3_600_000;
/** Noting each request would make every read a write. */
const SEEN_EVERY_MS = 60_000;

type Stored = { readonly store: Queryable; readonly clock: () => Date };

/** Opens a session and returns its secret for the cookie: it is kept as a digest only. Those that have ended are forgotten. */
export async function openSession(
  { store, clock }: Stored,
  account: string,
  { secondFactor }: { readonly secondFactor: boolean },
): Promise<string> {
  const now = clock();
  await deleteExpiredSessions(store, now, idleSince(now));
  const token = makeToken('session');
  await insertSession(store, {
    tokenSha256: digestOfToken(token),
    accountId: account,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + LIFETIME_MS),
    secondFactorAt: secondFactor ? now : null,
  });
  return token;
}

/** Who the secret of a cookie stands for; undefined once the session has ended or the account is no longer active. */
export async function actorOfSession({ store, clock }: Stored, token: string): Promise<Actor | undefined> {
  const now = clock();
  const session = await findSession(store, digestOfToken(token), now, idleSince(now));
  if (session === undefined) return undefined;
  if (now.getTime() - session.lastSeenAt.getTime() >= SEEN_EVERY_MS)
    await touchSession(store, session.tokenSha256, now);
  const secondFactor = session.secondFactorAt !== null;
  return actorOfAccount(store, session.accountId, { credential: 'session', scopes: 'all', secondFactor }, now);
}

export function endSession({ store }: Pick<Stored, 'store'>, token: string): Promise<void> {
  return deleteSession(store, digestOfToken(token));
}

function idleSince(now: Date): Date {
  return new Date(now.getTime() - IDLE_MS);
}
