import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import sharp from 'sharp';
import { applyEdit, canApply, type EditTruth, editsOf } from '../datasets/edits/index.ts';
import { designAt, designOf, generateDesign, generateLookAlike, type Picture, type Split } from '../datasets/index.ts';
import { histogramSimilarity } from '../engine/core/colour-histogram.ts';
import { decodeFeatures } from '../engine/core/features/encoding.ts';
import type { DecodedFeatures } from '../engine/core/features/verification-features.ts';
import type { DihedralHashes, Fingerprint, PdqHash } from '../engine/core/fingerprint.ts';
import { hammingDistance, PDQ_BITS, PDQ_UNRELIABLE_QUALITY } from '../engine/core/pdq.ts';
import { type EmbeddingModel, loadModel } from '../engine/model/embedding-model.ts';
import { readTypicalDrawings } from '../engine/model/typical-drawings.ts';
import type { ChannelScores } from '../engine/pipeline/compare.ts';
import { fingerprintPicture, fingerprintVersion } from '../engine/pipeline/fingerprint.ts';
import type { ExplainedPicture } from '../engine/pipeline/verify/explain-edits.ts';
import { nearestTypical, type PreparedTypicalDrawing } from '../engine/pipeline/verify/nearest-typical.ts';
import type { Verification } from '../engine/pipeline/verify/verification.ts';
import { verifyPair } from '../engine/pipeline/verify/verify-pair.ts';

/** `same`: a copy and its origin. The others are different designs: found by the search, of one family, or a look-alike and its model. */
export type PairLabel = 'same' | 'found' | 'family' | 'look-alike';

/** What was measured of one pair: enough to explain, score and grade it again without the pictures. */
export interface PairRow {
  readonly split: Split;
  /** Index of the query's design in its split: folds are cut by it. */
  readonly design: number;
  readonly family: string;
  readonly candidateFamily: string;
  /** Edit and severity that made the query, or `look-alike <kind>`. */
  readonly edit: string;
  readonly severity: number;
  readonly label: PairLabel;
  readonly truth: EditTruth | null;
  readonly verification: Omit<Verification, 'region'>;
  readonly channels: ChannelScores;
  /** Natural log-odds that the query shows a typical drawing, by the fusion of the day it was measured. */
  readonly typicalLogOdds: number | null;
  readonly query: ExplainedPicture;
  readonly candidate: ExplainedPicture;
}

interface Described {
  readonly design: number;
  readonly family: string;
  readonly edit: string;
  readonly severity: number;
  readonly truth: EditTruth | null;
  readonly fingerprint: Fingerprint;
}

const SIDE_PX = 448;
/** Queries a design, the edits taking turns: every edit meets every family after some rounds. */
const QUERIES_A_DESIGN = 3;
const FOUND_BY_SEARCH = 4;
/** Mean difference, of 255, below which a look-alike is its model: a design of dots only has no other drawing. */
const SAME_PICTURE_LEVELS = 6;

const rootDir = join(import.meta.dirname, '..');
const cacheDir = join(rootDir, '.cache/decision');

/** The engine refuses SVG for the whole process; the generator draws with it. Called once the engine's decoder is loaded. */
const allowDrawing = (): void => sharp.unblock({ operation: ['VipsForeignLoadSvg'] });

const png = ({ rgb, widthPx, heightPx }: Picture): Promise<Buffer> =>
  sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();

/** The pairs of the first `count` designs of a split; measured once and kept, fingerprints too. */
export async function pairRows(split: Split, count: number, again: boolean): Promise<PairRow[]> {
  const model = await loadModel(join(rootDir, 'models'));
  // Fingerprints of another version are other fingerprints.
  const folder = join(cacheDir, fingerprintVersion(model));
  const file = join(folder, `rows-${split}-${count}.json`);
  if (!again && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as PairRow[];
  const described = await describeDesigns(model, join(folder, split), split, count);
  const rows = await measurePairs(split, described);
  writeFileSync(file, JSON.stringify(rows));
  return rows;
}

async function describeDesigns(
  model: EmbeddingModel,
  folder: string,
  split: Split,
  count: number,
): Promise<Described[]> {
  mkdirSync(folder, { recursive: true });
  allowDrawing();
  const all: Described[] = [];
  for (let design = 0; design < count; design++) {
    const file = join(folder, `${design}.bin`);
    if (!existsSync(file)) writeFileSync(file, serialize(await describeDesign(model, split, design)));
    all.push(...(deserialize(readFileSync(file)) as Described[]));
    if (design % 10 === 9) process.stderr.write(`${split}: ${design + 1} of ${count} designs described\n`);
  }
  return all;
}

/** The design itself, some edits of it, and two look-alikes. */
async function describeDesign(model: EmbeddingModel, split: Split, index: number): Promise<Described[]> {
  const { seed, family } = designAt(split, index);
  const design = await generateDesign(seed, { family, sidePx: SIDE_PX });
  const described: Described[] = [];
  const add = async (picture: Picture, edit: string, severity: number, truth: EditTruth | null): Promise<void> => {
    const outcome = await fingerprintPicture(await png(picture), model);
    if (outcome.status !== 'fingerprinted') return;
    described.push({ design: index, family, edit, severity, truth, fingerprint: outcome.fingerprint });
  };
  await add(design, 'original', 0, null);
  const names = editsOf(split);
  const step = Math.floor(names.length / QUERIES_A_DESIGN);
  for (let turn = 0; turn < QUERIES_A_DESIGN; turn++) {
    const name = names[(index + turn * step) % names.length]!;
    // Heavy edits once in six: registries see light and middling ones.
    const severity = ([1, 2, 2, 1, 2, 3] as const)[(index + turn) % 6]!;
    if (!canApply(design, name)) continue;
    const edited = await applyEdit(design, name, severity, index);
    await add(edited, name, severity, edited.truth);
  }
  for (const kind of ['other-drawing', 'other-motifs'] as const) {
    const lookAlike = await designOf(generateLookAlike(design.spec, kind), SIDE_PX);
    if (meanDifference(design, lookAlike) < SAME_PICTURE_LEVELS) continue;
    await add(lookAlike, `look-alike ${kind}`, 0, null);
  }
  return described;
}

function meanDifference(a: Picture, b: Picture): number {
  if (a.rgb.length !== b.rgb.length) return 255;
  let sum = 0;
  for (let i = 0; i < a.rgb.length; i++) sum += Math.abs(a.rgb[i]! - b.rgb[i]!);
  return sum / a.rgb.length;
}

async function measurePairs(split: Split, described: readonly Described[]): Promise<PairRow[]> {
  const drawings = await preparedTypicalDrawings(described[0]!.fingerprint.version);
  const originals = described.filter(({ edit }) => edit === 'original');
  const features = new Map<Described, DecodedFeatures>();
  const decoded = (item: Described): DecodedFeatures => {
    const known = features.get(item) ?? decodeFeatures(item.fingerprint.features);
    features.set(item, known);
    return known;
  };
  const rows: PairRow[] = [];
  const measure = (
    query: Described,
    candidate: Described,
    label: PairLabel,
    channels: ChannelScores,
    typicalLogOdds: number | null,
  ): void => {
    const { region, ...verification } = verifyPair(decoded(query), decoded(candidate));
    const { design, family, edit, severity, truth } = query;
    const seen = ({ fingerprint: { widthPx, heightPx, repeat } }: Described): ExplainedPicture => ({
      widthPx,
      heightPx,
      repeat,
    });
    rows.push({
      ...{ split, design, family, candidateFamily: candidate.family, edit, severity, label, truth },
      ...{ verification, channels, typicalLogOdds, query: seen(query), candidate: seen(candidate) },
    });
  };
  for (const query of described) {
    const ranked = originals
      .filter((original) => original !== query)
      .map((original) => ({ original, channels: channelScores(query.fingerprint, original.fingerprint) }))
      .sort((a, b) => searchOrder(b.channels) - searchOrder(a.channels));
    const isLookAlike = query.edit.startsWith('look-alike');
    const views = query.fingerprint.views.map(({ vector }) => vector);
    const typical = nearestTypical(decoded(query), views, drawings)?.logOdds ?? null;
    let found = 0;
    let relatives = 0;
    for (const { original, channels } of ranked) {
      if (original.design === query.design)
        measure(query, original, isLookAlike ? 'look-alike' : 'same', channels, typical);
      else if (found < FOUND_BY_SEARCH && ++found) measure(query, original, 'found', channels, typical);
      else if (original.family === query.family && relatives < 1 && ++relatives)
        measure(query, original, 'family', channels, typical);
    }
    features.delete(query);
  }
  return rows;
}

async function preparedTypicalDrawings(version: string): Promise<PreparedTypicalDrawing[]> {
  const { drawings } = await readTypicalDrawings(join(rootDir, 'models'), version);
  return drawings.map(({ features, ...drawing }) => ({ ...drawing, features: decodeFeatures(features) }));
}

/** The order in which search hands candidates to verification, near enough. */
const searchOrder = ({ embeddingCosine, pdqDistance, edgePdqDistance }: ChannelScores): number =>
  embeddingCosine + Math.max(0, Math.min(1, (128 - Math.min(pdqDistance, edgePdqDistance)) / 97));

function channelScores(query: Fingerprint, candidate: Fingerprint): ChannelScores {
  let embeddingCosine = -1;
  for (const a of query.views)
    for (const b of candidate.views)
      embeddingCosine = Math.max(
        embeddingCosine,
        a.vector.reduce((sum, value, k) => sum + value * b.vector[k]!, 0),
      );
  return {
    embeddingCosine,
    pdqDistance: smallestDistance(query.dihedral.pdq, candidate.pdq),
    edgePdqDistance: smallestDistance(query.dihedral.edgePdq, candidate.edgePdq),
    colourSimilarity: histogramSimilarity(query.colour.histogram, candidate.colour.histogram),
  };
}

function smallestDistance(forms: DihedralHashes['pdq'], hash: PdqHash): number {
  const reliable = ({ quality }: PdqHash): boolean => quality > PDQ_UNRELIABLE_QUALITY;
  if (!reliable(hash)) return PDQ_BITS;
  return Math.min(PDQ_BITS, ...forms.filter(reliable).map(({ bits }) => hammingDistance(bits, hash.bits)));
}
