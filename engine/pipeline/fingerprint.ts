import { summariseColour } from '../core/colour-summary.ts';
import { edgePdqDihedral } from '../core/edge-pdq.ts';
import { extractFeatures } from '../core/features/extract.ts';
import { FEATURES_VERSION } from '../core/features/verification-features.ts';
import type { EmbeddedView, Fingerprint, RepeatAnalysis, ScreenlessLook, ViewKind } from '../core/fingerprint.ts';
import { lumaPlane } from '../core/luma.ts';
import { pdqDihedral } from '../core/pdq.ts';
import { assessQuality } from '../core/quality-gate.ts';
import type { Raster } from '../core/raster.ts';
import { analyseRepeat } from '../core/repeat/analyse-repeat.ts';
import { repeatView } from '../core/repeat/repeat-view.ts';
import { reduceRaster } from '../core/resize.ts';
import { screenPeriodPx, withoutScreen } from '../core/screen.ts';
import type { FingerprintOutcome } from '../engine.ts';
import { decodePicture } from '../image/decode.ts';
import type { EmbeddingModel } from '../model/embedding-model.ts';

/** Version of everything below but the model; raise it whenever one of the kernels gives other numbers for the same pixels. */
const KERNELS_VERSION = `k4f${FEATURES_VERSION}`;

/** Longest side of the raster that the verification features see: fine repeats are looked at closely. */
const RASTER_SIDE_PX = 768;
/** Longest side for PDQ, which its authors recommend to shrink to 512 first, for the repeat, and for the network, whose input has 224. */
const REDUCED_SIDE_PX = 512;
/** The centre view shows half of the picture's area: it meets a copy that was cropped. */
const CENTRE_SIDE_SHARE = Math.SQRT1_2;

export const fingerprintVersion = (model: EmbeddingModel): string => `${KERNELS_VERSION}+${model.version}`;

/** Decodes and describes a picture. Throws EngineError for a picture that is refused. */
export async function fingerprintPicture(bytes: Uint8Array, model: EmbeddingModel): Promise<FingerprintOutcome> {
  const clock = new StageClock();
  const { raster, originalWidthPx, originalHeightPx } = await decodePicture(bytes, { maxSidePx: RASTER_SIDE_PX });
  clock.lap('decode');
  const quality = assessQuality(raster, originalWidthPx, originalHeightPx);
  if (!quality.comparable) {
    return {
      status: 'not-comparable',
      reason: quality.reason,
      widthPx: originalWidthPx,
      heightPx: originalHeightPx,
      timingsMs: clock.laps,
    };
  }
  const originalSize = { widthPx: originalWidthPx, heightPx: originalHeightPx };
  const reduced = reduceRaster(raster, REDUCED_SIDE_PX);
  const pdq = pdqDihedral(reduced);
  const edgePdq = edgePdqDihedral(reduced);
  const colour = summariseColour(reduced);
  clock.lap('hashes');
  const { repeat, ...look } = await lookAt(raster, reduced, originalSize, model, clock);
  const screenless = await lookWithoutScreen(raster, reduced, originalSize, model);
  clock.lap('screen');
  const fingerprint: Fingerprint = {
    version: fingerprintVersion(model),
    ...originalSize,
    pdq: pdq[0]!,
    edgePdq: edgePdq[0]!,
    repeat,
    colour,
    ...look,
    dihedral: { pdq, edgePdq },
    screenless,
  };
  return { status: 'fingerprinted', fingerprint, timingsMs: clock.laps };
}

type Size = Pick<Fingerprint, 'widthPx' | 'heightPx'>;

/** Repeat, features and views: what sees the drawing itself. `raster` and `reduced` show one picture at two sizes, `original` is the size of the file's. */
async function lookAt(raster: Raster, reduced: Raster, original: Size, model: EmbeddingModel, clock: StageClock) {
  const repeat = analyseRepeat(reduced);
  clock.lap('repeat');
  const rasterRepeat = scaleRepeat(repeat, raster.widthPx / reduced.widthPx, raster.heightPx / reduced.heightPx);
  const features = extractFeatures(raster, rasterRepeat, original.widthPx, original.heightPx);
  clock.lap('features');
  const views = await embedViews(reduced, repeat, model);
  clock.lap('embedding');
  return {
    repeat: scaleRepeat(repeat, original.widthPx / reduced.widthPx, original.heightPx / reduced.heightPx),
    features,
    views,
  };
}

/** Null where the picture has no screen, or where it is all there is. */
async function lookWithoutScreen(
  raster: Raster,
  reduced: Raster,
  original: Size,
  model: EmbeddingModel,
): Promise<ScreenlessLook | null> {
  const periodPx = screenPeriodPx(lumaPlane(reduced));
  if (periodPx === null) return null;
  const clean = withoutScreen(raster, (periodPx * raster.widthPx) / reduced.widthPx);
  if (!clean) return null;
  const { repeat: _, ...look } = await lookAt(
    clean,
    reduceRaster(clean, REDUCED_SIDE_PX),
    original,
    model,
    new StageClock(),
  );
  return look;
}

async function embedViews(raster: Raster, repeat: RepeatAnalysis, model: EmbeddingModel): Promise<EmbeddedView[]> {
  const unit = repeatView(raster, repeat, model.inputSidePx);
  const views: [ViewKind, Raster][] = [
    ['whole', raster],
    ['centre', cropCentre(raster)],
    ...(unit ? [['repeat-unit', unit] as [ViewKind, Raster]] : []),
  ];
  const vectors = await model.embed(views.map(([, view]) => view));
  return views.map(([kind], index) => ({ kind, vector: vectors[index]! }));
}

function cropCentre({ widthPx, heightPx, rgb }: Raster): Raster {
  const side = Math.max(1, Math.round(Math.min(widthPx, heightPx) * CENTRE_SIDE_SHARE));
  const left = (widthPx - side) >> 1;
  const top = (heightPx - side) >> 1;
  const out = new Uint8Array(side * side * 3);
  for (let row = 0; row < side; row++) {
    const from = ((top + row) * widthPx + left) * 3;
    out.set(rgb.subarray(from, from + side * 3), row * side * 3);
  }
  return { widthPx: side, heightPx: side, rgb: out };
}

function scaleRepeat({ type, vectorsPx, confidence }: RepeatAnalysis, scaleX: number, scaleY: number): RepeatAnalysis {
  return { type, confidence, vectorsPx: vectorsPx.map(([x, y]) => [x * scaleX, y * scaleY] as const) };
}

/** Milliseconds spent in each stage, under its name. */
class StageClock {
  readonly laps: Record<string, number> = {};
  #last = performance.now();

  lap(stage: string): void {
    const now = performance.now();
    this.laps[stage] = now - this.#last;
    this.#last = now;
  }
}
