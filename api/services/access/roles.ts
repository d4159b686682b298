/** Roles that follow from account, membership and power of attorney: nobody grants them. */
export const PARTY_ROLES = ['designer', 'firm-member', 'agent'] as const;

/** Roles that an administrator grants, each within one office or in all. None acts without a second factor. */
export const STAFF_ROLES = [
  'examiner',
  'registrar',
  'expert-panellist',
  'lay-panellist',
  'technical-investigator',
  'court-officer',
  'mediator',
  'notary',
  'administrator',
] as const;

export const ROLES = [...PARTY_ROLES, ...STAFF_ROLES] as const;

export type PartyRole = (typeof PARTY_ROLES)[number];
export type StaffRole = (typeof STAFF_ROLES)[number];
export type Role = (typeof ROLES)[number];
