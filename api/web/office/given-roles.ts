/** Roles that an administrator gives away, in the order of the table. */
export const GIVEN_ROLES = [
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
