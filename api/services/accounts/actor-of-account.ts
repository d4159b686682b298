import { readStanding } from '../../store/accounts/standing-rows.ts';
import type { Queryable } from '../../store/database.ts';
import type { Actor } from '../access/actor.ts';
import { PARTY_ROLES, STAFF_ROLES } from '../access/roles.ts';

/** What the account may do now, by this credential; undefined unless it is active. A role that this version does not know counts for nothing. */
export async function actorOfAccount(
  db: Queryable,
  account: string,
  how: Pick<Actor, 'credential' | 'scopes' | 'secondFactor'>,
  now: Date,
): Promise<Actor | undefined> {
  const standing = await readStanding(db, account, now);
  if (standing === undefined) return undefined;
  const staff = standing.staff.flatMap(({ role, tenant }) => {
    const known = STAFF_ROLES.find((each) => each === role);
    return known === undefined ? [] : [{ role: known, tenant }];
  });
  const parties = standing.parties.flatMap(({ role, ...rest }) => {
    const known = PARTY_ROLES.find((each) => each === role);
    return known === undefined ? [] : [{ ...rest, role: known }];
  });
  return { ...how, name: account, account, tenant: standing.tenant, staff, parties };
}
