import type { Queryable } from '../../store/database.ts';
import { keepSetting, readSetting, writeSetting } from '../../store/settings.ts';
import { type Actor, serviceActor } from './actor.ts';
import type { Scope } from './permissions.ts';
import { digestOfToken, makeToken, matchesDigest } from './secret-token.ts';

const SETTING = 'write-token-sha256';
/** In place of a digest once there is an administrator: no token has it. */
const RETIRED = 'retired';
const DIGEST = /^[0-9a-f]{64}$/;

const SCOPES_OF_TOKEN: readonly Scope[] = [
  'checks',
  'patterns:read',
  'patterns:write',
  'deposits',
  'metrics:read',
  'backup',
];

/**
 * Makes the token for a registry without accounts on its first start, and returns it, for showing this once; undefined
 * where there is one already, or where people have taken its place.
 */
export async function introduceWriteToken(db: Queryable): Promise<string | undefined> {
  const token = makeToken('selvedge');
  const digest = digestOfToken(token);
  return (await keepSetting(db, SETTING, digest)) === digest ? token : undefined;
}

/** The first administrator ends the token that the first start made; one that the operator configured stays his to withdraw. */
export function retireWriteToken(tx: Queryable): Promise<void> {
  return writeSetting(tx, SETTING, RETIRED);
}

/**
 * The service that this token speaks for, or undefined. Asked of the database each time, so that retiring it holds at once
 * for every server on it.
 */
export async function serviceOfToken(
  db: Queryable,
  configuredDigest: string | undefined,
  token: string,
): Promise<Actor | undefined> {
  const digest = configuredDigest ?? (await readSetting<string>(db, SETTING)) ?? RETIRED;
  return DIGEST.test(digest) && matchesDigest(token, digest) ? serviceActor('token', SCOPES_OF_TOKEN) : undefined;
}
