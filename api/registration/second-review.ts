import { createHmac } from 'node:crypto';

/** Why a proposal needs a second examiner (复核). */
export const SECOND_REVIEW_REASONS = ['refusal', 'strong-finding', 'sample'] as const;
export type SecondReviewReason = (typeof SECOND_REVIEW_REASONS)[number];

export interface SampleRule {
  /** Known to the office only, so that nobody can tell beforehand which case is drawn. */
  readonly seed: string;
  /** Share of grants that is drawn, 0–1. */
  readonly share: number;
}

/** Always for a refusal, for a grant against a strong machine finding, and for a sample of the rest; otherwise null. */
export function secondReviewReason(
  proposal: { readonly outcome: 'grant' | 'refusal'; readonly strongFinding: boolean; readonly caseId: string },
  sample: SampleRule,
): SecondReviewReason | null {
  if (proposal.outcome === 'refusal') return 'refusal';
  if (proposal.strongFinding) return 'strong-finding';
  return isDrawn(proposal.caseId, sample) ? 'sample' : null;
}

/** The same case is drawn or not drawn by the same seed for ever, so that the draw can be checked afterwards. */
function isDrawn(caseId: string, { seed, share }: SampleRule): boolean {
  const digest = createHmac('sha256', seed).update(caseId).digest();
  return digest.readUInt32BE(0) < share * 2 ** 32;
}
