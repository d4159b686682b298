import type { Profile } from './bands.ts';

/** Steps into which a period is divided: a line of a hundredth of the period is still seen. */
export const RING = 128;

/**
 * The stripes of one period, free of scale, colour and origin: on a ring of RING steps, each band with its length and a label; bands of one colour have one
 * label, in the order in which they first occur.
 */
export interface StripeSequence {
  readonly bands: readonly { readonly label: number; readonly steps: number }[];
  /** Length of the period in pixels of the view it was read from. */
  readonly periodPx: number;
}

/** Shortest period that is looked for, and the largest share of the profile that one may take: the rest has to repeat it. */
const SHORTEST_PERIOD_PX = 5;
const LONGEST_PERIOD_SHARE = 0.66;
/** Correlation of the profile with itself from which it repeats, and how near the best a shorter period has to come. */
const LEAST_REPETITION = 0.55;
const NEAR_BEST = 0.94;
/** ΔE76 up to which neighbouring steps belong to one band, and two bands have one colour. */
const SAME_BAND = 5;
const SAME_COLOUR = 9;
/** Bands shorter than this many steps are the soft edge between two others. */
const SHORTEST_BAND = 2;
/** Labels there can be: more colours than a loom's usual. */
const MOST_LABELS = 8;

/** Reads the sequence of a profile across the stripes; null where it does not repeat or has fewer than two bands. */
export function readStripeSequence(profile: Profile): StripeSequence | null {
  const periodPx = periodOf(profile);
  if (periodPx === null) return null;
  const bands = bandsOf(fold(profile, periodPx));
  return bands.length < 2 ? null : { bands, periodPx };
}

/** The shortest lag at which the profile repeats about as well as at any. */
function periodOf(profile: Profile): number | null {
  const length = profile.length / 3;
  const longest = Math.floor(length * LONGEST_PERIOD_SHARE);
  const likeness = new Float64Array(longest + 2);
  for (let lag = 1; lag <= longest + 1 && lag < length - 1; lag++) likeness[lag] = selfLikeness(profile, lag);
  let best = 0;
  const peaks: number[] = [];
  // Only after a first valley: next to lag 0 everything is like itself.
  let valley = 1;
  for (let lag = 2; lag <= longest; lag++) {
    valley = Math.min(valley, likeness[lag]!);
    const isPeak = likeness[lag]! >= likeness[lag - 1]! && likeness[lag]! > likeness[lag + 1]!;
    if (!isPeak || lag < SHORTEST_PERIOD_PX || likeness[lag]! - valley < 0.1) continue;
    peaks.push(lag);
    best = Math.max(best, likeness[lag]!);
  }
  if (best < LEAST_REPETITION) return null;
  const first = peaks.find((lag) => likeness[lag]! >= NEAR_BEST * best);
  return first === undefined ? null : refined(likeness, peaks, first, longest);
}

/** The lag's place between samples, from its highest clear multiple. */
function refined(likeness: Float64Array, peaks: readonly number[], lag: number, longest: number): number {
  const top = (at: number): number => {
    const [l, m, r] = [likeness[at - 1]!, likeness[at]!, likeness[at + 1]!];
    const bend = l + r - 2 * m;
    return at + (bend < 0 ? (l - r) / (2 * bend) : 0);
  };
  let period = top(lag);
  for (let n = 2; n * period <= longest; n++) {
    const expected = n * period;
    const near = peaks.find((peak) => Math.abs(peak - expected) <= Math.max(1.5, 0.04 * lag));
    if (near === undefined) break;
    period = top(near) / n;
  }
  return period;
}

/** Correlation of the profile with itself, shifted, −1 to 1, over the part that overlaps, all channels together. */
function selfLikeness(profile: Profile, lag: number): number {
  const count = profile.length / 3 - lag;
  let [product, ofFirst, ofSecond] = [0, 0, 0];
  for (let channel = 0; channel < 3; channel++) {
    let [a, b, ab, aa, bb] = [0, 0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      const [p, q] = [profile[3 * i + channel]!, profile[3 * (i + lag) + channel]!];
      a += p;
      b += q;
      ab += p * q;
      aa += p * p;
      bb += q * q;
    }
    product += ab - (a * b) / count;
    ofFirst += aa - (a * a) / count;
    ofSecond += bb - (b * b) / count;
  }
  return product / (Math.sqrt(ofFirst * ofSecond) || 1);
}

/** One period as RING colours: the median of what lies at each place of it, so that soft light and a stain do not count. */
function fold(profile: Profile, periodPx: number): Float32Array {
  const length = profile.length / 3;
  const ring = new Float32Array(RING * 3);
  for (let step = 0; step < RING; step++)
    for (let channel = 0; channel < 3; channel++) {
      const values: number[] = [];
      for (let x = ((step + 0.5) / RING) * periodPx; x <= length - 1; x += periodPx) {
        const [left, part] = [Math.floor(x), x - Math.floor(x)];
        const right = Math.min(length - 1, left + 1);
        values.push(profile[3 * left + channel]! * (1 - part) + profile[3 * right + channel]! * part);
      }
      values.sort((p, q) => p - q);
      ring[3 * step + channel] = values[values.length >> 1] ?? 0;
    }
  return ring;
}

interface Band {
  /** First step, and how many; the last band may run over the end of the ring. */
  readonly from: number;
  readonly steps: number;
}

/** Cuts the ring at its edges and gives each band the label of its colour. */
function bandsOf(ring: Float32Array): StripeSequence['bands'] {
  const edges = edgesOf(ring);
  if (edges.length < 2) return [];
  const raw: Band[] = edges.map((from, i) => ({ from, steps: (edges[(i + 1) % edges.length]! - from + RING) % RING }));
  const colours: number[][] = [];
  const labelled = raw.map(({ from, steps }) => {
    const colour = middleColour(ring, from, steps);
    let label = colours.findIndex((known) => distance(known, colour) <= SAME_COLOUR);
    if (label < 0 && colours.length < MOST_LABELS) label = colours.push(colour) - 1;
    if (label < 0) label = nearest(colours, colour);
    return { label, steps };
  });
  return joined(labelled);
}

/** Steps where one band ends and the next begins: the steepest place of each change of colour. */
function edgesOf(ring: Float32Array): number[] {
  const slope = Float64Array.from({ length: RING }, (_, step) =>
    distance(colourAt(ring, step - 1), colourAt(ring, step)),
  );
  const change = (step: number) =>
    distance(colourAt(ring, step - SHORTEST_BAND), colourAt(ring, step + SHORTEST_BAND - 1));
  const edges: number[] = [];
  for (let step = 0; step < RING; step++) {
    const here = slope[step]!;
    let steepest = true;
    for (let reach = 1; reach <= SHORTEST_BAND; reach++) {
      if (slope[(step + reach) % RING]! > here || slope[(step - reach + RING) % RING]! >= here) steepest = false;
    }
    if (steepest && here > 0 && change(step) > SAME_BAND) edges.push(step);
  }
  return edges;
}

const colourAt = (ring: Float32Array, step: number): number[] => {
  const at = 3 * ((step + RING) % RING);
  return [ring[at]!, ring[at + 1]!, ring[at + 2]!];
};

/** Mean over the middle half of a band. */
function middleColour(ring: Float32Array, from: number, steps: number): number[] {
  const inset = Math.floor(steps / 4);
  const sum = [0, 0, 0];
  for (let step = from + inset; step < from + steps - inset; step++)
    for (const [channel, value] of colourAt(ring, step).entries()) sum[channel]! += value / (steps - 2 * inset);
  return sum;
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!);

function nearest(colours: readonly number[][], colour: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < colours.length; i++)
    if (distance(colours[i]!, colour) < distance(colours[best]!, colour)) best = i;
  return best;
}

/** Neighbours of one label become one band, over the end of the ring too. */
function joined(bands: readonly { readonly label: number; readonly steps: number }[]): StripeSequence['bands'] {
  const out: { label: number; steps: number }[] = [];
  for (const { label, steps } of bands) {
    const last = out.at(-1);
    if (last?.label === label) last.steps += steps;
    else out.push({ label, steps });
  }
  if (out.length > 2 && out[0]!.label === out.at(-1)!.label) out[0]!.steps += out.pop()!.steps;
  return out;
}
