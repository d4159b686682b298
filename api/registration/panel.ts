/** The two panels of an appeal (专家评审、大众评审), in their order. */
export const PANELS = ['expert-panel', 'lay-panel'] as const;
export type Panel = (typeof PANELS)[number];

/** Votes that a panel needs before it can be concluded. Odd, so that votes for and against cannot be equal. */
export const QUORUM: Readonly<Record<Panel, number>> = { 'expert-panel': 3, 'lay-panel': 5 };

export const VOTES = ['grant', 'refuse'] as const;
export type Vote = (typeof VOTES)[number];

export type PanelOutcome =
  | { readonly concluded: false; readonly given: number; readonly quorum: number }
  | { readonly concluded: true; readonly outcome: Vote; readonly votes: Readonly<Record<Vote, number>> };

/** What a panel has found by simple majority of the votes of members without a conflict of interest; equal votes keep the refusal. */
export function panelOutcome(panel: Panel, votes: readonly Vote[]): PanelOutcome {
  const quorum = QUORUM[panel];
  if (votes.length < quorum) return { concluded: false, given: votes.length, quorum };
  const grant = votes.filter((vote) => vote === 'grant').length;
  const counted = { grant, refuse: votes.length - grant };
  return { concluded: true, outcome: counted.grant > counted.refuse ? 'grant' : 'refuse', votes: counted };
}
