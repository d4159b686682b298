/** What a file handed in with an application is evidence of. */
export const EVIDENCE_ABOUT = ['creation', 'first-publication'] as const;
export type EvidenceAbout = (typeof EVIDENCE_ABOUT)[number];
