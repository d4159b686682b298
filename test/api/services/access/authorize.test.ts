import { describe, expect, it } from 'vitest';
import { type Actor, ANONYMOUS, serviceActor } from '../../../../api/services/access/actor.ts';
import { authorize, isPermitted, type Resource } from '../../../../api/services/access/authorize.ts';
import { ACTIONS, type Action, permissionOf, type Reach } from '../../../../api/services/access/permissions.ts';
import { PARTY_ROLES, ROLES, type Role, STAFF_ROLES } from '../../../../api/services/access/roles.ts';

const OFFICE = 'TN-office';
const PARTY = 'PT-own';

/** Somebody with one role: staff of the office, or standing to the party. Everybody's own account makes him a designer besides. */
function actorAs(role: Role, changes: Partial<Actor> = {}): Actor {
  const staffRole = STAFF_ROLES.find((each) => each === role);
  const partyRole = PARTY_ROLES.find((each) => each === role);
  return {
    ...ANONYMOUS,
    credential: 'session',
    name: 'AC-self',
    account: 'AC-self',
    tenant: OFFICE,
    staff: staffRole ? [{ role: staffRole, tenant: OFFICE }] : [],
    parties: partyRole ? [{ party: PARTY, role: partyRole, manages: false }] : [],
    secondFactor: true,
    ...changes,
  };
}

/** What belongs to whom, from the actor's view, nearest first. */
const RESOURCES = {
  account: { account: 'AC-self', tenant: 'TN-other' },
  party: { parties: [PARTY], tenant: 'TN-other' },
  assigned: { account: 'AC-stranger', assignees: ['AC-self'], tenant: 'TN-other' },
  office: { account: 'AC-stranger', parties: ['PT-other'], tenant: OFFICE },
  stranger: { account: 'AC-stranger', parties: ['PT-other'], tenant: 'TN-other' },
} as const satisfies Record<string, Resource>;
type Ownership = keyof typeof RESOURCES;

/** Worked out by hand from the words of the table: what one role with this reach has to a resource of this ownership. */
const GRANTED: Readonly<Record<'party' | 'staff', Readonly<Record<Reach, readonly Ownership[]>>>> = {
  party: {
    managed: [],
    own: ['party'],
    tenant: ['party'],
    any: ['account', 'party', 'assigned', 'office', 'stranger'],
  },
  staff: {
    managed: ['account', 'assigned'],
    own: ['account', 'assigned'],
    tenant: ['account', 'assigned', 'office'],
    any: ['account', 'party', 'assigned', 'office', 'stranger'],
  },
};

function expected(action: Action, role: Role, ownership: Ownership): boolean {
  const { public: access, roles } = permissionOf(action);
  if (access === 'always') return true;
  // Whoever has an account is a designer, of his own account at least.
  if (roles.designer === 'any' || (roles.designer !== undefined && ownership === 'account')) return true;
  const reach = roles[role];
  if (reach === undefined) return false;
  return GRANTED[STAFF_ROLES.some((each) => each === role) ? 'staff' : 'party'][reach].includes(ownership);
}

describe.each(ACTIONS)('%s', (action) => {
  it.each(ROLES)('is allowed to a %s as far as the table says, and no further', (role) => {
    for (const [ownership, resource] of Object.entries(RESOURCES))
      expect(isPermitted(actorAs(role), action, resource), ownership).toBe(
        expected(action, role, ownership as Ownership),
      );
  });

  it('is refused to staff without a second factor, unless everybody may', () => {
    for (const role of STAFF_ROLES) {
      const half = actorAs(role, { secondFactor: false });
      for (const resource of Object.values(RESOURCES)) {
        const allowed = isPermitted({ ...half, staff: [] }, action, resource);
        expect(isPermitted(half, action, resource)).toBe(allowed);
        if (!allowed && isPermitted(actorAs(role), action, resource))
          expect(() => authorize(half, action, resource)).toThrow(
            expect.objectContaining({ code: 'second-factor-required' }),
          );
      }
    }
  });

  it('is refused to a key without its scope', () => {
    const { public: access } = permissionOf(action);
    for (const role of ROLES)
      for (const resource of Object.values(RESOURCES))
        expect(isPermitted(actorAs(role, { credential: 'api-key', scopes: [] }), action, resource)).toBe(
          access === 'always',
        );
  });

  it('is refused to the public where the table says never', () => {
    const attempt = () => authorize(ANONYMOUS, action, RESOURCES.stranger);
    if (permissionOf(action).public === 'never')
      expect(attempt).toThrow(expect.objectContaining({ code: 'sign-in-required' }));
    else expect(attempt).not.toThrow();
  });
});

describe('reach', () => {
  it('of a role in every office covers what belongs to none', () => {
    const everywhere = actorAs('administrator', { staff: [{ role: 'administrator', tenant: null }] });
    expect(isPermitted(everywhere, 'pattern:remove', { tenant: null })).toBe(true);
    expect(isPermitted(actorAs('administrator'), 'pattern:remove', { tenant: null })).toBe(false);
  });

  it('of a service is that of its scopes', () => {
    const service = serviceActor('token', ['patterns:write']);
    expect(isPermitted(service, 'pattern:add', { tenant: OFFICE })).toBe(true);
    expect(isPermitted(service, 'metrics:read', {})).toBe(false);
  });

  it('without a resource is what there could be for this actor', () => {
    expect(isPermitted(actorAs('registrar'), 'pattern:remove')).toBe(true);
    expect(isPermitted(actorAs('examiner'), 'pattern:remove')).toBe(false);
  });
});
