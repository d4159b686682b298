import { type Affine, inverted, type Linear, nearestSimilarity } from './affine.ts';
import { type WindowAgreement, windowAgreement } from './dense-agreement.ts';
import { type Matches, matchDescriptors, wrapped } from './descriptor-matching.ts';
import { latticeHypotheses, votedHypotheses } from './linear-hypotheses.ts';
import type { PreparedPicture } from './prepared-picture.ts';
import { refinedMap } from './refinement.ts';
import { type SampleDensity, type SampleGrid, type Surface, sampleGrid } from './sample-grid.ts';
import { structureCorrelation } from './structure-correlation.ts';
import { type Alignment, foldedTranslations, latticeTranslation, planeTranslations } from './translation-search.ts';

/** Hypotheses looked at, and how many of them survive to the dense measurement. */
const LATTICE_HYPOTHESES = 40;
const VOTED_HYPOTHESES = 4;
const EXPLORED_LATTICE = 4;
const EXPLORED_OTHER = 5;
const MEASURED_HYPOTHESES = 2;
/** A proposal is refined only if its first correlation is at least this share of the best one's. */
const PROPOSAL_SHARE = 0.55;
/** A second hypothesis is measured in full only if it came this near to the first, or the first disappoints. */
const CONTENDER_SHARE = 0.85;
/** Below this correlation of the coarse samples two pictures have nothing in common that a closer look would find. */
const HOPELESS_CORRELATION = 0.2;
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
  const strongest = Math.max(0, ...proposals.map((proposal) => proposal.correlation));
  const explored = proposals
    .filter((proposal) => proposal.correlation >= PROPOSAL_SHARE * strongest)
    .map((proposal) => coarselyRefined(query, candidate, proposal))
    .sort((p, q) => q.value - p.value)
    .filter((start, rank, [first]) => rank < MEASURED_HYPOTHESES && start.value >= CONTENDER_SHARE * first!.value)
    .filter((start) => start.value >= HOPELESS_CORRELATION);
  let best: DenseAlignment | null = null;
  for (const start of explored) {
    const measured = measuredAlignment(start);
    if (!best || measured.score * simplicity(measured.map) > best.score * simplicity(best.map)) best = measured;
  }
  return { best, matches };
}

/** A design that is its own mirror image or its own turn aligns in several ways equally well: the plainest one is the one to report. */
function simplicity(linear: Linear): number {
  const { mirrored, angleRad } = nearestSimilarity(linear);
  const turned = mirrored ? wrapped(angleRad - Math.PI) : angleRad;
  return (mirrored ? 1 : 1.03) * (Math.abs(turned) < SAME_ANGLE ? 1.03 : 1);
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
  add('plane', frameAlignments(query, candidate));
  const best = (lattice: boolean, limit: number): Proposal[] =>
    proposals
      .filter((proposal) => (proposal.kind === 'lattice') === lattice)
      .sort((p, q) => q.correlation * simplicity(q.map) - p.correlation * simplicity(p.map))
      .slice(0, limit);
  return [...best(true, EXPLORED_LATTICE), ...best(false, EXPLORED_OTHER)];
}

/** Turned and mirrored frames looked at further. */
const FRAME_HYPOTHESES = 2;

/** One frame laid on the other in the eight ways, whatever is in them: a resized picture whose detail is gone still has its layout. */
function frameAlignments(query: PreparedPicture, candidate: PreparedPicture): Alignment[] {
  const grid = gridOf(query, false, 'coarse');
  const correlationOf = structureCorrelation(grid, { picture: candidate, unit: null });
  const { widthPx: qw, heightPx: qh } = query.features;
  const { widthPx: cw, heightPx: ch } = candidate.features;
  return FRAME_FORMS.map(({ a, b, c, d }): Alignment => {
    const linear =
      a !== 0 ? { a: (a * cw) / qw, b: 0, c: 0, d: (d * ch) / qh } : { a: 0, b: (b * cw) / qh, c: (c * ch) / qw, d: 0 };
    const tx = cw / 2 - (linear.a * qw + linear.b * qh) / 2;
    const ty = ch / 2 - (linear.c * qw + linear.d * qh) / 2;
    const map = { ...linear, tx, ty };
    return { map, correlation: correlationOf(map) };
  })
    .sort((p, q) => q.correlation - p.correlation)
    .slice(0, FRAME_HYPOTHESES);
}

const FRAME_FORMS: readonly Linear[] = [1, -1].flatMap((p) =>
  [1, -1].flatMap((q) => [
    { a: p, b: 0, c: 0, d: q },
    { a: 0, b: p, c: q, d: 0 },
  ]),
);

function similarMaps(p: Linear, q: Linear): boolean {
  const a = nearestSimilarity(p);
  const b = nearestSimilarity(q);
  return (
    a.mirrored === b.mirrored &&
    Math.abs(wrapped(a.angleRad - b.angleRad)) < SAME_ANGLE &&
    Math.abs(Math.log2(a.scale / b.scale)) < SAME_LOG2_SCALE
  );
}

interface Start {
  readonly own: PreparedPicture;
  readonly overUnit: boolean;
  readonly target: Surface;
  readonly reversed: boolean;
  /** From the grid's surface to the target. */
  readonly map: Affine;
  readonly value: number;
}

/** Brings a proposal near its optimum on a quarter of the samples. */
function coarselyRefined(query: PreparedPicture, candidate: PreparedPicture, proposal: Proposal): Start {
  const reversed = proposal.kind === 'onto-query-unit';
  const own = reversed ? candidate : query;
  const other = reversed ? query : candidate;
  const overUnit = proposal.kind === 'lattice';
  const target: Surface = { picture: other, unit: proposal.kind === 'plane' ? null : other.unit };
  const grid = gridOf(own, overUnit, 'coarse');
  const from = reversed ? inverted(proposal.map) : proposal.map;
  const { map, correlation } = refinedMap(
    grid,
    target,
    from,
    sampleSpacing(grid) * (overUnit ? 0.4 : 0.7),
    overUnit ? 1 : 3,
  );
  return { own, overUnit, target, reversed, map, value: correlation * simplicity(reversed ? inverted(map) : map) };
}

function measuredAlignment({ own, overUnit, target, reversed, map: from }: Start): DenseAlignment {
  const grid = gridOf(own, overUnit, 'usual');
  const { map, correlation } = refinedMap(grid, target, from, sampleSpacing(grid) * 0.5, 2);
  // A pair that does not correlate at all is not worth the last digits.
  const { map: last } = correlation > 0.25 ? refinedMap(grid, target, map, sampleSpacing(grid) * 0.2, 3) : { map };
  const windows = windowAgreement(grid, target, last);
  return {
    map: reversed ? inverted(last) : last,
    grid,
    target,
    reversed,
    windows,
    score: windows.overall * Math.sqrt(windows.coverage),
  };
}

const grids = new WeakMap<PreparedPicture, Map<string, SampleGrid>>();

/** The sample grid of a picture, worked out once: a query is compared with many candidates. */
export function gridOf(picture: PreparedPicture, overUnit: boolean, density: SampleDensity): SampleGrid {
  const known = grids.get(picture) ?? new Map<string, SampleGrid>();
  grids.set(picture, known);
  const key = `${overUnit ? 'unit' : 'whole'} ${density}`;
  const grid = known.get(key) ?? sampleGrid({ picture, unit: overUnit ? picture.unit : null }, density);
  known.set(key, grid);
  return grid;
}

function sampleSpacing(grid: SampleGrid): number {
  return Math.hypot(grid.x[1]! - grid.x[0]!, grid.y[1]! - grid.y[0]!);
}
