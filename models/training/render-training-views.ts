/**
 * Draws generated designs and their edits as the embedding network sees them.
 * tsx models/training/render-training-views.ts OUTPUT FIRST COUNT EDITS
 * writes OUTPUT.npy, uint8 [views, 224, 224, 3], and OUTPUT.json: for each view the design's index in the training split and the edit (null: the design itself).
 */
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { applyEdit, canApply, editsOf } from '../../datasets/edits/index.ts';
import { designAt, generateDesign } from '../../datasets/index.ts';
import { squareInput } from '../../engine/model/resample.ts';

const INPUT_SIDE_PX = 224;
const SEVERITIES = [1, 2, 3] as const;

interface View {
  readonly design: number;
  readonly edit: string | null;
}

/** The header of NumPy's array format, version 1.0, padded so that the data starts at a multiple of 64 bytes. */
function npyHeader(views: number): Buffer {
  const description = `{'descr': '|u1', 'fortran_order': False, 'shape': (${views}, ${INPUT_SIDE_PX}, ${INPUT_SIDE_PX}, 3), }`;
  const length = Math.ceil((10 + description.length + 1) / 64) * 64 - 10;
  const header = Buffer.alloc(10 + length, ' ');
  header.write('\x93NUMPY\x01\x00', 'latin1');
  header.writeUInt16LE(length, 8);
  header.write(`${description.padEnd(length - 1)}\n`, 10, 'latin1');
  return header;
}

async function main([output, first, count, editsPerDesign]: readonly string[]): Promise<void> {
  if (!output || !first || !count || !editsPerDesign) throw new Error('Expected OUTPUT FIRST COUNT EDITS.');
  const views: View[] = [];
  const perDesign = Number(editsPerDesign);
  const stream = createWriteStream(`${output}.npy`);
  stream.write(npyHeader(Number(count) * (1 + perDesign)));
  for (let index = Number(first); index < Number(first) + Number(count); index++) {
    const { seed, family } = designAt('train', index);
    const design = await generateDesign(seed, { family });
    stream.write(squareInput(design, INPUT_SIDE_PX));
    views.push({ design: index, edit: null });
    const possible = editsOf('train').filter((edit) => canApply(design, edit));
    for (let turn = 0; turn < perDesign; turn++) {
      // Strides that are coprime to the number of edits let every design meet others, and all be met equally often.
      const edit = possible[(index * 7 + turn * 11) % possible.length]!;
      const severity = SEVERITIES[(index + turn) % SEVERITIES.length]!;
      const edited = await applyEdit(design, edit, severity, index);
      if (!stream.write(squareInput(edited, INPUT_SIDE_PX)))
        await new Promise<void>((done) => stream.once('drain', () => done()));
      views.push({ design: index, edit: `${edit}/${severity}` });
    }
    if (index % 100 === 99) console.error(`${index + 1 - Number(first)} of ${count}`);
  }
  stream.end();
  await finished(stream);
  await writeFile(`${output}.json`, JSON.stringify(views));
}

await main(process.argv.slice(2));
