import type { Edit } from '../../core/finding.ts';
import type { ColourAgreement } from '../../core/matching/colour-agreement.ts';
import type { Verification } from '../verify/verification.ts';
import { drawingLogOdds } from './drawing-evidence.ts';

/** What search already knows of a pair before its geometry is looked at. */
export interface ChannelScores {
  readonly embeddingCosine: number;
  /** 0–256. */
  readonly pdqDistance: number;
  readonly edgePdqDistance: number;
  /** 0–1. */
  readonly colourSimilarity: number;
}

/** Everything that the rules and the score may look at: measured quantities of one pair, nothing else. */
export interface Measurements extends ChannelScores {
  /** False where structure agrees no better than chance alignments do. The other quantities are the best attempt even then. */
  readonly aligned: boolean;
  /** How strongly structure agrees beyond chance alignments, the verification's own single number, 0–1. */
  readonly strength: number;
  /** Mean agreement of local structure over the agreeing part, and over all of the common part, 0–1. */
  readonly agreement: number;
  readonly overallAgreement: number;
  /** Median agreement of structure in small windows over the common part, 0–1: tells motifs apart that lie in the same places. Null where it was not measured. */
  readonly detailAgreement: number | null;
  readonly distinctInliers: number;
  /** Motif size ratio candidate/query. */
  readonly scale: number;
  /** Share of each picture that the common part explains, 0–1. */
  readonly coverageQuery: number;
  readonly coverageCandidate: number;
  /** Natural log-odds that the query shows a drawing that belongs to everyone; null where that was not looked at. */
  readonly typicalLogOdds: number | null;
  /** The same likelihood of the record's drawing: what of the evidence is neither colour nor place (drawing-evidence.ts). */
  readonly drawingLogOdds: number;
  /** How much the agreeing part says: 0 (agrees with everything of its kind, as plain stripes do) to 1. */
  readonly information: number;
  /** Mean ΔE2000 over the aligned part; null where too little of it was found. */
  readonly colourDistance: number | null;
  /** 0–1: how far the same colours in the same places speak for one drawing. 0 where they differ, which speaks neither way. */
  readonly colourSupport: number;
  readonly edits: readonly Edit[];
}

/** ΔE2000 at which agreement of colours says nothing any more; copies through JPEG and scaling stay below 6. */
const UNLIKE_COLOURS = 12;
/** Variety, ΔE76, from which colours have as much to agree about as they can: black on white has 40 to 50. */
const FULL_VARIETY = 30;

function colourSupport({ deltaE, variety }: ColourAgreement): number {
  return Math.max(0, 1 - deltaE / UNLIKE_COLOURS) * Math.min(1, variety / FULL_VARIETY);
}

export function measurementsOf(
  verification: Omit<Verification, 'region'>,
  channels: ChannelScores,
  edits: readonly Edit[],
  typicalLogOdds: number | null = null,
): Measurements {
  const {
    aligned,
    strength,
    agreement,
    overallAgreement,
    detailAgreement,
    distinctInliers,
    coverage,
    information,
    colour,
    scale,
  } = verification;
  const { embeddingCosine, pdqDistance, edgePdqDistance, colourSimilarity } = channels;
  return {
    ...{ aligned, strength, agreement, overallAgreement, detailAgreement, distinctInliers, information, scale },
    coverageQuery: coverage.query,
    coverageCandidate: coverage.candidate,
    colourDistance: colour ? colour.deltaE : null,
    colourSupport: colour ? colourSupport(colour) : 0,
    ...{ embeddingCosine, pdqDistance, edgePdqDistance, colourSimilarity },
    typicalLogOdds,
    drawingLogOdds: drawingLogOdds({ agreement, overallAgreement, distinctInliers, embeddingCosine }),
    edits,
  };
}
