import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Registry } from '../api/services/registry.ts';
import { blobPath } from '../api/store/blob-store.ts';
import type { Queryable } from '../api/store/database.ts';
import { countPatterns } from '../api/store/pattern-rows.ts';
import { makeId } from '../api/store/record-id.ts';
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
 * disk, like those of an import, only without the picture. Goes on where an interrupted run stopped.
 */
export async function fillLibrary(registry: Registry, bases: readonly Fingerprint[], target: number): Promise<void> {
  const present = await countPatterns(registry.store);
  const progress = progressOf(`fillers to ${target}`, target - present);
  for (let at = present; at < target; at += FILLERS_A_TRANSACTION) {
    const fillers = Array.from({ length: Math.min(FILLERS_A_TRANSACTION, target - at) }, (_, i) =>
      makeFiller(bases, at + i),
    );
    await Promise.all(fillers.map((filler) => writeFeatures(registry, filler)));
    await registry.store.transaction((tx) => insertFillers(tx, fillers, new Date()));
    progress(at + fillers.length - present);
  }
  await registry.feed.catchUp();
}

interface Filler {
  readonly sha256: string;
  readonly fingerprint: Fingerprint;
}

/** The rows that an import writes, but for many patterns a statement: one at a time, a hundred thousand would take a quarter of an hour. */
async function insertFillers(tx: Queryable, fillers: readonly Filler[], now: Date): Promise<void> {
  const rows = fillers.map(({ sha256, fingerprint: print }) => ({
    ...{ id: makeId('SP', now), sha256, version: print.version },
    ...{ width_px: print.widthPx, height_px: print.heightPx },
    ...{ pdq: hex(print.pdq.bits), pdq_quality: print.pdq.quality },
    ...{ edge_pdq: hex(print.edgePdq.bits), edge_pdq_quality: print.edgePdq.quality },
    ...{ repeat: print.repeat, palette: print.colour.palette, histogram: hex(print.colour.histogram) },
    views: print.views.map(({ kind, vector }) => ({ kind, embedding: JSON.stringify(Array.from(vector, rounded)) })),
  }));
  const parameters = [JSON.stringify(rows), now];
  await tx.query(
    `insert into pattern (id, sha256, title, file_name, byte_length, media_format, width_px, height_px, recorded_at)
     select id, sha256, 'Filler ' || left(sha256, 8), left(sha256, 8) || '.jpg', 1, 'jpeg', width_px, height_px, $2
     from jsonb_to_recordset($1::jsonb) as r (id text, sha256 text, width_px int, height_px int)`,
    parameters,
  );
  await tx.query(
    `insert into fingerprint (pattern_key, version, pdq, pdq_quality, edge_pdq, edge_pdq_quality, repeat, palette, histogram,
       computed_at)
     select p.key, r.version, decode(r.pdq, 'hex'), r.pdq_quality, decode(r.edge_pdq, 'hex'), r.edge_pdq_quality, r.repeat,
       r.palette, decode(r.histogram, 'hex'), $2
     from jsonb_to_recordset($1::jsonb) as r (id text, version text, pdq text, pdq_quality int, edge_pdq text,
       edge_pdq_quality int, repeat jsonb, palette jsonb, histogram text)
     join pattern p on p.id = r.id`,
    parameters,
  );
  await tx.query(
    `insert into pattern_view (pattern_key, ordinal, kind, embedding)
     select p.key, view.ordinal - 1, view.value ->> 'kind', (view.value ->> 'embedding')::vector
     from jsonb_to_recordset($1::jsonb) as r (id text, views jsonb)
     join pattern p on p.id = r.id, jsonb_array_elements(r.views) with ordinality as view (value, ordinal)`,
    parameters.slice(0, 1),
  );
  await tx.query(
    `with head as (update change_feed_head set position = position + $3 returning position - $3 as start)
     insert into change_feed (position, kind, pattern_key, recorded_at)
     select head.start + row_number() over (order by p.key), 'put', p.key, $2
     from head, jsonb_to_recordset($1::jsonb) as r (id text) join pattern p on p.id = r.id`,
    [...parameters, fillers.length],
  );
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

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
