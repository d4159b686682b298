/** What can tie somebody to a party. */
export const LINK_KINDS = ['family', 'employment', 'former-employment', 'shareholding', 'adviser', 'other'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];
