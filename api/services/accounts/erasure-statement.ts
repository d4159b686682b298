/** What of a person there was. */
export const PERSONAL_DATA = [
  'address',
  'name',
  'secrets',
  'person',
  'papers',
  'audit-entries',
  'records',
  'deposits',
  'reports',
  'captures',
] as const;
/** Why some of it is kept. */
export const DUTIES = ['title-evidence', 'audit-trail', 'evidence'] as const;

export interface ErasureStatement {
  readonly erased: readonly (typeof PERSONAL_DATA)[number][];
  readonly kept: readonly { readonly what: (typeof PERSONAL_DATA)[number]; readonly why: (typeof DUTIES)[number] }[];
}
