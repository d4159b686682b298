import { deltaE2000 } from './colour-difference.ts';
import type { Lab } from './colour-space.ts';
import type { PaletteColour } from './fingerprint.ts';

/** Most colours that a palette names: screen prints rarely use more inks, and a reader takes in no more at a glance. */
export const PALETTE_LIMIT = 8;

/** Two clusters nearer than this are one colour to the reader: shades of one dye under uneven light differ by less. */
const SAME_COLOUR_DELTA_E = 7;

/** A colour below this share of the area is an artefact of anti-aliasing or compression; its pixels go to the nearest colour. */
const LEAST_SHARE = 0.01;

/** Side of the cells into which pixels are gathered first, in units of L*, a*, b*: below what is seen as another colour. */
const CELL = 4;

/** Rounds of refinement; assignments of real pictures stop changing after 5–8. */
const ROUNDS = 8;

interface ColourCluster {
  lab: Lab;
  weight: number;
}

/**
 * The main colours of interleaved L*, a*, b* pixels, largest share first, by weighted k-means over cells of colour. Nothing is random: the first centre is the heaviest
 * cell, each next the one that adds most (weight × squared distance to the centres so far).
 */
export function palette(lab: Float32Array): readonly PaletteColour[] {
  const cells = gatherCells(lab);
  const total = lab.length / 3;
  if (total === 0) return [];
  const clusters = refine(cells, firstCentres(cells));
  return mergeAlike(clusters, total)
    .map(({ lab: colour, weight }) => ({ lab: colour, share: weight / total }))
    .sort((a, b) => b.share - a.share);
}

function gatherCells(lab: Float32Array): readonly ColourCluster[] {
  const sums = new Map<number, { L: number; a: number; b: number; weight: number }>();
  for (let at = 0; at < lab.length; at += 3) {
    const key =
      (Math.round(lab[at]! / CELL) * 64 + Math.round((lab[at + 1]! + 128) / CELL)) * 64 +
      Math.round((lab[at + 2]! + 128) / CELL);
    const sum = sums.get(key) ?? { L: 0, a: 0, b: 0, weight: 0 };
    sum.L += lab[at]!;
    sum.a += lab[at + 1]!;
    sum.b += lab[at + 2]!;
    sum.weight++;
    sums.set(key, sum);
  }
  return Array.from(sums.values(), ({ L, a, b, weight }) => ({ lab: [L / weight, a / weight, b / weight], weight }));
}

function firstCentres(cells: readonly ColourCluster[]): readonly Lab[] {
  const nearest = new Float64Array(cells.length).fill(1);
  const centres: Lab[] = [];
  while (centres.length < Math.min(PALETTE_LIMIT, cells.length)) {
    let best = 0;
    for (let i = 1; i < cells.length; i++) {
      if (nearest[i]! * cells[i]!.weight > nearest[best]! * cells[best]!.weight) best = i;
    }
    const centre = cells[best]!.lab;
    for (let i = 0; i < cells.length; i++) {
      const distance = squaredDistance(cells[i]!.lab, centre);
      nearest[i] = centres.length === 0 ? distance : Math.min(nearest[i]!, distance);
    }
    centres.push(centre);
  }
  return centres;
}

function refine(cells: readonly ColourCluster[], first: readonly Lab[]): readonly ColourCluster[] {
  let clusters: ColourCluster[] = first.map((lab) => ({ lab, weight: 0 }));
  for (let round = 0; round < ROUNDS; round++) {
    const sums = clusters.map(() => ({ L: 0, a: 0, b: 0, weight: 0 }));
    for (const { lab, weight } of cells) {
      const sum = sums[nearestOf(clusters, lab)]!;
      sum.L += lab[0] * weight;
      sum.a += lab[1] * weight;
      sum.b += lab[2] * weight;
      sum.weight += weight;
    }
    clusters = sums
      .filter(({ weight }) => weight > 0)
      .map(({ L, a, b, weight }) => ({ lab: [L / weight, a / weight, b / weight], weight }));
  }
  return clusters;
}

/** Joins the nearest two while they look the same, then gives the smallest to its neighbours while it is too small to count. */
function mergeAlike(clusters: readonly ColourCluster[], total: number): readonly ColourCluster[] {
  const kept = [...clusters].sort((a, b) => b.weight - a.weight);
  for (;;) {
    const last = kept.at(-1)!;
    const pair = nearestPair(kept);
    if (pair && pair.distance < SAME_COLOUR_DELTA_E) {
      const [gone] = kept.splice(pair.second, 1);
      kept[pair.first] = joined(kept[pair.first]!, gone!);
    } else if (kept.length > 1 && last.weight < LEAST_SHARE * total) {
      kept.pop();
      const into = kept[nearestOf(kept, last.lab)]!;
      into.weight += last.weight;
    } else {
      return kept;
    }
    kept.sort((a, b) => b.weight - a.weight);
  }
}

function nearestPair(
  clusters: readonly ColourCluster[],
): { first: number; second: number; distance: number } | undefined {
  let nearest: { first: number; second: number; distance: number } | undefined;
  for (let first = 0; first < clusters.length; first++) {
    for (let second = first + 1; second < clusters.length; second++) {
      const distance = deltaE2000(clusters[first]!.lab, clusters[second]!.lab);
      if (!nearest || distance < nearest.distance) nearest = { first, second, distance };
    }
  }
  return nearest;
}

function joined(a: ColourCluster, b: ColourCluster): ColourCluster {
  const weight = a.weight + b.weight;
  const mean = (i: 0 | 1 | 2): number => (a.lab[i] * a.weight + b.lab[i] * b.weight) / weight;
  return { lab: [mean(0), mean(1), mean(2)], weight };
}

function nearestOf(clusters: readonly ColourCluster[], lab: Lab): number {
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < clusters.length; i++) {
    const distance = squaredDistance(clusters[i]!.lab, lab);
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  }
  return nearest;
}

function squaredDistance(a: Lab, b: Lab): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}
