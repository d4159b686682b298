import { type Affine, inverted, type Linear, nearestSimilarity } from './affine.ts';
import { refinedMap, type SampleGrid, type Surface, sampleGrid, type WindowAgreement, windowAgreement } from './dense-agreement.ts';
import { type Matches, matchDescriptors, wrapped } from './descriptor-matching.ts';
import { latticeHypotheses, votedHypotheses } from './linear-hypotheses.ts';
import type { PreparedPicture } from './prepared-picture.ts';
import { type Alignment, foldedTranslations, latticeTranslation, planeTranslations } from './translation-search.ts';

/** Hypotheses looked at, and how many of them survive to the dense measurement. */
const LATTICE_HYPOTHESES = 16;
const VOTED_HYPOTHESES = 5;
const DENSE_HYPOTHESES = 4;
/** Linear maps nearer than this in angle (radians) and log2 scale count as one guess. */
const SAME_ANGLE = 0.12;
const SAME_LOG2_SCALE = 0.15;

/** The best alignment of two pictures, and how well structure agrees under it. */
export interface DenseAlignment {
  /** From query pixels to candidate pixels. */
  readonly map: Affine;
  readonly grid: SampleGrid;
  readonly target: Surface;
  /** The grid lies over the candidate, and `windows` were measured under the inverse map. */
  readonly reversed: boolean;
  readonly windows: WindowAgreement;
  readonly score: number;
}

interface Proposal extends Alignment {
  readonly kind: 'lattice' | 'onto-candidate-unit' | 'onto-query-unit' | 'plane';
}

/** Tries all hypotheses and returns the best alignment; null where none could be formed. */
export function alignPictures(
  query: PreparedPicture,
  candidate: PreparedPicture,
): { readonly best: DenseAlignment | null; readonly matches: Matches } {
  const matches = matchDescriptors(query.features.keypoints, candidate.features.keypoints);
  const proposals = proposedAlignments(query, candidate, matches);
  const measured = proposals
    .map((proposal) => measuredAlignment(query, candidate, proposal, 2))
    .sort((p, q) => q.score - p.score);
  const first = measured[0];
  if (!first) return { best: null, matches };
  return { best: finished(first), matches };
}

function proposedAlignments(query: PreparedPicture, candidate: PreparedPicture, matches: Matches): Proposal[] {
  const proposals: Proposal[] = [];
  const add = (kind: Proposal['kind'], alignments: readonly Alignment[]): void => {
    for (const alignment of alignments) proposals.push({ ...alignment, kind });
  };
  const latticeLinears: Linear[] = [];
  if (query.unit && candidate.unit) {
    for (const hypothesis of latticeHypotheses(query.unit.toPx, candidate.unit.toPx, LATTICE_HYPOTHESES)) {
      latticeLinears.push(hypothesis.linear);
      add('lattice', latticeTranslation(query.unit, candidate.unit, hypothesis));
    }
  }
  const voted = votedHypotheses(matches, VOTED_HYPOTHESES);
  voted.forEach(({ linear }, rank) => {
    const known = latticeLinears.some((other) => similarMaps(linear, other));
    if (!known && candidate.unit) add('onto-candidate-unit', foldedTranslations(query, candidate.unit, linear, 1));
    else if (!known && query.unit) {
      const back = inverted({ ...linear, tx: 0, ty: 0 });
      add(
        'onto-query-unit',
        foldedTranslations(candidate, query.unit, back, 1).map(({ map, correlation }) => ({
          map: inverted(map),
          correlation,
        })),
      );
    }
    if (!known && (rank < 2 || !(candidate.unit || query.unit)))
      add('plane', planeTranslations(query, candidate, linear, 2));
  });
  const byKind = (lattice: boolean): Proposal[] =>
    proposals
      .filter((proposal) => (proposal.kind === 'lattice') === lattice)
      .sort((p, q) => q.correlation - p.correlation)
      .slice(0, DENSE_HYPOTHESES);
  return [...byKind(true).slice(0, 3), ...byKind(false)];
}

function similarMaps(p: Linear, q: Linear): boolean {
  const a = nearestSimilarity(p);
  const b = nearestSimilarity(q);
  return (
    a.mirrored === b.mirrored &&
    Math.abs(wrapped(a.angleRad - b.angleRad)) < SAME_ANGLE &&
    Math.abs(Math.log2(a.scale / b.scale)) < SAME_LOG2_SCALE
  );
}

function measuredAlignment(
  query: PreparedPicture,
  candidate: PreparedPicture,
  proposal: Proposal,
  rounds: number,
): DenseAlignment {
  const reversed = proposal.kind === 'onto-query-unit';
  const own = reversed ? candidate : query;
  const other = reversed ? query : candidate;
  const periodicTarget = proposal.kind !== 'plane';
  const grid = gridOf(own, proposal.kind === 'lattice');
  const target: Surface = { picture: other, unit: periodicTarget ? other.unit : null };
  const start = reversed ? inverted(proposal.map) : proposal.map;
  const stepPx = sampleSpacing(grid) * (proposal.kind === 'lattice' ? 0.7 : 1.2);
  const { map } = refinedMap(grid, target, start, stepPx, proposal.kind === 'lattice' ? rounds : rounds + 2);
  return scored(grid, target, map, reversed);
}

function scored(grid: SampleGrid, target: Surface, map: Affine, reversed: boolean): DenseAlignment {
  const windows = windowAgreement(grid, target, map);
  return {
    map: reversed ? inverted(map) : map,
    grid,
    target,
    reversed,
    windows,
    score: windows.overall * Math.sqrt(windows.coverage),
  };
}

function finished(alignment: DenseAlignment): DenseAlignment {
  const { grid, target, reversed } = alignment;
  const start = reversed ? inverted(alignment.map) : alignment.map;
  const { map } = refinedMap(grid, target, start, sampleSpacing(grid) * 0.5, 5);
  const better = scored(grid, target, map, reversed);
  return better.score > alignment.score ? better : alignment;
}

const grids = new WeakMap<PreparedPicture, { whole?: SampleGrid; unit?: SampleGrid }>();

/** The sample grid of a picture, worked out once: a query is compared with many candidates. */
function gridOf(picture: PreparedPicture, overUnit: boolean): SampleGrid {
  const known = grids.get(picture) ?? {};
  grids.set(picture, known);
  const key = overUnit ? 'unit' : 'whole';
  known[key] ??= sampleGrid({ picture, unit: overUnit ? picture.unit : null });
  return known[key];
}

function sampleSpacing(grid: SampleGrid): number {
  return Math.hypot(grid.x[1]! - grid.x[0]!, grid.y[1]! - grid.y[0]!);
}
