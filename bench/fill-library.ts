import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Registry } from '../api/services/registry.ts';
import { blobPath } from '../api/store/blob-store.ts';
import { appendChange } from '../api/store/change-feed.ts';
import { putFingerprint } from '../api/store/fingerprint-rows.ts';
import { makePatternId } from '../api/store/pattern-id.ts';
import { countPatterns, insertPattern } from '../api/store/pattern-rows.ts';
import type { Fingerprint } from '../engine/index.ts';
import { progressOf } from './progress.ts';
import { gaussian, type RandomNumbers, randomNumbers } from './random.ts';

/** Length of the noise added to an embedding of unit length: the filler stays a plausible cloth, but nobody's copy. */
const EMBEDDING_NOISE = 0.7;
/** Of 256 bits: beyond every threshold of a match. */
const FLIPPED_BITS = 64;
const FILLERS_A_TRANSACTION = 200;

/**
 * Brings the library to `target` patterns with fillers: fingerprints of real designs, perturbed, each with verification features of its own file on
 * disk, written by the code that an import uses, only without the picture. Goes on where an interrupted run stopped.
 */
export async function fillLibrary(registry: Registry, bases: readonly Fingerprint[], target: number): Promise<void> {
  const present = await countPatterns(registry.store);
  const progress = progressOf(`fillers to ${target}`, target - present);
  for (let at = present; at < target; at += FILLERS_A_TRANSACTION) {
    const fillers = Array.from({ length: Math.min(FILLERS_A_TRANSACTION, target - at) }, (_, i) =>
      makeFiller(bases, at + i),
    );
    await Promise.all(fillers.map((filler) => writeFeatures(registry, filler)));
    const now = new Date();
    await registry.store.transaction(async (tx) => {
      for (const { sha256, fingerprint } of fillers) {
        const key = await insertPattern(tx, {
          id: makePatternId(now),
          sha256,
          title: `Filler ${sha256.slice(0, 8)}`,
          owner: null,
          registrationNumber: null,
          fileName: `${sha256.slice(0, 8)}.jpg`,
          byteLength: 1,
          mediaFormat: 'jpeg',
          widthPx: fingerprint.widthPx,
          heightPx: fingerprint.heightPx,
          sample: false,
          recordedAt: now,
          facts: [],
        });
        await putFingerprint(tx, key, fingerprint, now);
        await appendChange(tx, 'put', key, now);
      }
    });
    progress(at + fillers.length - present);
  }
  await registry.feed.catchUp();
}

interface Filler {
  readonly sha256: string;
  readonly fingerprint: Fingerprint;
}

function makeFiller(bases: readonly Fingerprint[], serial: number): Filler {
  const random = randomNumbers(serial + 1);
  const base = bases[Math.floor(random() * bases.length)] as Fingerprint;
  const sha256 = createHash('sha256').update(`filler ${serial}`).digest('hex');
  const views = base.views.map(({ kind, vector }) => ({ kind, vector: perturbed(vector, random) }));
  const pdq = { bits: flipped(base.pdq.bits, random), quality: base.pdq.quality };
  const edgePdq = { bits: flipped(base.edgePdq.bits, random), quality: base.edgePdq.quality };
  return { sha256, fingerprint: { ...base, views, pdq, edgePdq } };
}

function perturbed(vector: Float32Array, random: RandomNumbers): Float32Array {
  const scale = EMBEDDING_NOISE / Math.sqrt(vector.length);
  const moved = vector.map((value) => value + scale * gaussian(random));
  const length = Math.hypot(...moved);
  return moved.map((value) => value / length);
}

function flipped(bits: Uint8Array, random: RandomNumbers): Uint8Array {
  const out = Uint8Array.from(bits);
  for (let n = 0; n < FLIPPED_BITS; n++) {
    const bit = Math.floor(random() * 256);
    out[bit >> 3]! ^= 1 << (bit & 7);
  }
  return out;
}

/** Without the fsync of an import: a benchmark's filler may be written again. */
async function writeFeatures(registry: Registry, { sha256, fingerprint }: Filler): Promise<void> {
  const path = join(registry.blobs.folder, blobPath({ kind: 'features', sha256, version: fingerprint.version }));
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, fingerprint.features);
}
