/**
 * Draws generated designs and their edits as the embedding network sees them, in shards that are whole or absent: run it again and it goes on where it stopped.
 * tsx models/training/render-training-views.ts FOLDER SPLIT DESIGNS EDITS SIDE_PX [WORKER WORKERS]
 * writes FOLDER/NNNNN.npy, uint8 [views, 224, 224, 3], and FOLDER/NNNNN.json: for each view the design's index in the split and the edit (null: the design itself).
 * Every design is followed by its EDITS views. SIDE_PX is the longest side of the drawing before the view is cut.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyEdit, canApply, type EditName, editsOf } from '../../datasets/edits/index.ts';
import { designAt, type GeneratedDesign, generateDesign } from '../../datasets/index.ts';
import { random } from '../../datasets/random.ts';
import { squareInput } from '../../engine/model/resample.ts';

const INPUT_SIDE_PX = 224;
const VIEW_BYTES = INPUT_SIDE_PX * INPUT_SIDE_PX * 3;
const SHARD_DESIGNS = 200;
const SEVERITIES = [1, 2, 3] as const;
/** Made while training, at no cost of drawing: see augment.py. */
const MADE_LATER: ReadonlySet<EditName> = new Set([
  're-encode',
  're-encode-half',
  'resize',
  'blur',
  'noise',
  'mirror',
  'quarter-turn',
  'recolour-hue',
  'invert',
  'grey',
]);

interface View {
  readonly design: number;
  readonly edit: string | null;
}

/** The header of a file of NumPy's array format, version 1.0, that holds uint8 [views, 224, 224, 3]; padded so that the data starts at a multiple of 64 bytes. */
function npyHeader(views: number): Buffer {
  const description = `{'descr': '|u1', 'fortran_order': False, 'shape': (${views}, ${INPUT_SIDE_PX}, ${INPUT_SIDE_PX}, 3), }`;
  const length = Math.ceil((10 + description.length + 1) / 64) * 64 - 10;
  const header = Buffer.alloc(10 + length, ' ');
  header.write('\x93NUMPY\x01\x00', 'latin1');
  header.writeUInt16LE(length, 8);
  header.write(`${description.padEnd(length - 1)}\n`, 10, 'latin1');
  return header;
}

/** For training: any edit that needs the generator. For judging: every edit and severity equally often, in turn. */
function chosenEdits(split: 'train' | 'calibration', design: GeneratedDesign, index: number, count: number) {
  const possible = editsOf(split).filter(
    (edit) => canApply(design, edit) && !(split === 'train' && MADE_LATER.has(edit)),
  );
  const r = random(design.seed);
  return Array.from({ length: count }, (_, turn) =>
    split === 'train'
      ? { edit: r.pick(possible), severity: r.pick(SEVERITIES) }
      : {
          // The step is coprime to the number of edits: every design meets others, and all are met equally often.
          edit: possible[(index * count + turn) % possible.length]!,
          severity: SEVERITIES[Math.floor((index * count + turn) / possible.length) % SEVERITIES.length]!,
        },
  );
}

async function drawShard(
  path: string,
  split: 'train' | 'calibration',
  first: number,
  end: number,
  edits: number,
  sidePx: number,
): Promise<void> {
  const views: View[] = [];
  const pixels = new Uint8Array((end - first) * (1 + edits) * VIEW_BYTES);
  const add = (square: Uint8Array, view: View): void => {
    pixels.set(square, views.length * VIEW_BYTES);
    views.push(view);
  };
  for (let index = first; index < end; index++) {
    const { seed, family } = designAt(split, index);
    const design = await generateDesign(seed, { family, sidePx });
    add(squareInput(design, INPUT_SIDE_PX), { design: index, edit: null });
    for (const { edit, severity } of chosenEdits(split, design, index, edits)) {
      const edited = await applyEdit(design, edit, severity, index);
      add(squareInput(edited, INPUT_SIDE_PX), { design: index, edit: `${edit}/${severity}` });
    }
  }
  await writeFile(`${path}.json`, JSON.stringify(views));
  await writeFile(`${path}.npy.tmp`, Buffer.concat([npyHeader(views.length), pixels]));
  await rename(`${path}.npy.tmp`, `${path}.npy`);
}

async function main([
  folder,
  split,
  designs,
  edits,
  sidePx,
  worker = '0',
  workers = '1',
]: readonly string[]): Promise<void> {
  if (!folder || (split !== 'train' && split !== 'calibration') || !designs || !edits || !sidePx)
    throw new Error('Expected FOLDER SPLIT DESIGNS EDITS SIDE_PX [WORKER WORKERS], SPLIT being train or calibration.');
  await mkdir(folder, { recursive: true });
  for (let shard = Number(worker); shard * SHARD_DESIGNS < Number(designs); shard += Number(workers)) {
    const path = join(folder, String(shard).padStart(5, '0'));
    if (existsSync(`${path}.npy`)) continue;
    const first = shard * SHARD_DESIGNS;
    const end = Math.min(Number(designs), first + SHARD_DESIGNS);
    await drawShard(path, split, first, end, Number(edits), Number(sidePx));
    console.error(`${path}.npy`);
  }
}

await main(process.argv.slice(2));
