import type { Scope } from './permissions.ts';
import type { PartyRole, StaffRole } from './roles.ts';

/** A staff role within one office; `tenant` null: in every office. */
export interface StaffGrant {
  readonly role: StaffRole;
  readonly tenant: string | null;
}

/** How an account stands to a person, firm or workstation. */
export interface PartyStanding {
  readonly party: string;
  /** `designer`: the person himself; `firm-member`: of the firm or workstation; `agent`: by a power of attorney in force. */
  readonly role: PartyRole;
  /** Decides on members, powers of attorney and the party's data. */
  readonly manages: boolean;
}

/** Who asks: made from session, API key or token at the edge, and passed to every service. */
export interface Actor {
  readonly credential: 'none' | 'session' | 'api-key' | 'service';
  /** As audit trail and access log name him: id of the account, or what the service is called. */
  readonly name: string;
  readonly account: string | null;
  /** The office that the account belongs to. */
  readonly tenant: string | null;
  readonly staff: readonly StaffGrant[];
  readonly parties: readonly PartyStanding[];
  readonly scopes: 'all' | readonly Scope[];
  /** Whether a second factor was shown in this session, or in the one that made the key. */
  readonly secondFactor: boolean;
}

/** Nobody who has signed in: the public. */
export const ANONYMOUS: Actor = {
  credential: 'none',
  name: 'anonymous',
  account: null,
  tenant: null,
  staff: [],
  parties: [],
  scopes: 'all',
  secondFactor: false,
};

/** A program of the operator's, an administrator of every office within `scopes`: no person, so no account and no party. */
export function serviceActor(name: string, scopes: Actor['scopes']): Actor {
  const staff: readonly StaffGrant[] = [{ role: 'administrator', tenant: null }];
  return { ...ANONYMOUS, credential: 'service', name, staff, scopes, secondFactor: true };
}
