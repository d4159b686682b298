import { ServiceError } from '../errors.ts';
import type { Actor } from './actor.ts';
import { type Action, type Permission, permissionOf, REACHES, type Reach } from './permissions.ts';

/** Whose something is, as far as rights go. */
export interface Resource {
  /** The office it belongs to; absent or null: none, so that only who acts in every office reaches it as `tenant`. */
  readonly tenant?: string | null;
  readonly account?: string | null;
  readonly parties?: readonly string[];
  /** Accounts that it was given to to work on. */
  readonly assignees?: readonly string[];
}

/**
 * Lets the actor do this to this resource, or throws: `sign-in-required`, `second-factor-required` where only that is
 * missing, `forbidden`. Without a resource it asks whether there can be one that he may do this to: the check at the edge,
 * before anything is read. The public's access, which depends on the configuration, is decided at the edge alone.
 */
export function authorize(actor: Actor, action: Action, resource?: Resource): void {
  if (isPermitted(actor, action, resource)) return;
  if (actor.credential === 'none') throw signInRequired();
  if (!actor.secondFactor && isPermitted({ ...actor, secondFactor: true }, action, resource))
    throw new ServiceError('second-factor-required', {
      expected: 'a second factor shown in this session',
      received: 'a session with a password alone',
      remedy: 'Show the code of your authenticator or your passkey; set one up in your account first.',
    });
  throw new ServiceError('forbidden', {
    expected: `the right to ${action}`,
    received: 'an account or key without it',
    remedy: 'Ask an administrator of your office for the role, or use a key with the scope.',
  });
}

export function signInRequired(): ServiceError {
  return new ServiceError('sign-in-required', {
    expected: 'somebody who has signed in',
    received: 'a request without session, API key or token',
    remedy:
      'Sign in, or send "Authorization: Bearer <API key>"; before there are accounts, the token of the first start.',
  });
}

/** The same question, answered rather than thrown. */
export function isPermitted(actor: Actor, action: Action, resource?: Resource): boolean {
  const permission = permissionOf(action);
  if (permission.public === 'always') return true;
  if (actor.credential === 'none') return permission.public !== 'never';
  return (
    hasScope(actor, permission) &&
    (reachesAsParty(actor, permission, resource) || reachesAsStaff(actor, permission, resource))
  );
}

function hasScope({ credential, scopes }: Actor, { scope }: Permission): boolean {
  if (scope === 'session') return credential === 'session';
  return scopes === 'all' || scopes.includes(scope);
}

function reachesAsParty({ account, parties }: Actor, { roles }: Permission, resource: Resource | undefined): boolean {
  if (account === null) return false;
  if (covers(roles.designer, 'any')) return true;
  if (roles.designer !== undefined && (resource === undefined || resource.account === account)) return true;
  return parties.some(({ party, role, manages }) => {
    const reach = roles[role];
    if (reach === undefined) return false;
    return (
      covers(reach, 'any') ||
      ((manages || covers(reach, 'own')) && (resource === undefined || resource.parties?.includes(party) === true))
    );
  });
}

function reachesAsStaff(actor: Actor, { roles }: Permission, resource: Resource | undefined): boolean {
  if (!actor.secondFactor) return false;
  return actor.staff.some(({ role, tenant }) => {
    const reach = roles[role];
    if (reach === undefined) return false;
    if (resource === undefined || covers(reach, 'any')) return true;
    if (covers(reach, 'tenant') && (tenant === null || tenant === resource.tenant)) return true;
    return (
      actor.account !== null &&
      (resource.account === actor.account || resource.assignees?.includes(actor.account) === true)
    );
  });
}

function covers(reach: Reach | undefined, wanted: Reach): boolean {
  return reach !== undefined && REACHES.indexOf(reach) >= REACHES.indexOf(wanted);
}
