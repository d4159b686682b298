import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  createEngine,
  describeForSelfTest,
  type Fingerprint,
  SELF_TEST_FILE,
  type SelfTestVectors,
} from '../engine/index.ts';

/** Woven, printed, scattered, bordered: each kind of repeat, and none. */
const PICTURES = [
  'ogee-2.webp',
  'damask-3.webp',
  'kilim-1.webp',
  'tartan-1.webp',
  'tossed-floral-1.webp',
  'panel-1.webp',
];

/** Copies, and strangers that must stay strangers. */
const PAIRS = [
  ['self-test/ogee-2-mirror.jpg', 'ogee-2.webp'],
  ['self-test/damask-3-invert.jpg', 'damask-3.webp'],
  ['self-test/kilim-1-crop.jpg', 'kilim-1.webp'],
  ['ogee-2.webp', 'damask-3.webp'],
  ['kilim-1.webp', 'panel-1.webp'],
  ['tossed-floral-1.webp', 'tartan-1.webp'],
] as const;

async function buildSelfTest(folder: string, modelsDir: string): Promise<SelfTestVectors> {
  const engine = await createEngine({ modelsDir });
  try {
    const fingerprints = new Map<string, Fingerprint>();
    const pictures: SelfTestVectors['pictures'] = [];
    for (const file of new Set([...PICTURES, ...PAIRS.flat()])) {
      const bytes = await readFile(join(folder, file));
      const outcome = await engine.fingerprint(bytes);
      if (outcome.status !== 'fingerprinted')
        throw new Error(`Expected a picture with structure but ${file} is ${outcome.reason}. Choose another sample.`);
      fingerprints.set(file, outcome.fingerprint);
      pictures.push(describeForSelfTest(file, bytes, outcome.fingerprint));
    }
    const pairs: SelfTestVectors['pairs'] = [];
    for (const [query, candidate] of PAIRS) {
      const finding = await engine.compare(fingerprints.get(query)!, fingerprints.get(candidate)!);
      process.stdout.write(`${query} against ${candidate}: ${finding.grade}\n`);
      pairs.push({ query, candidate, grade: finding.grade });
    }
    return { format: 1, versions: engine.versions, pictures, pairs };
  } finally {
    await engine.close();
  }
}

// Usage: tsx datasets/build-self-test.ts, after every change of kernels, rules or model. Look at the grades that it prints: they become what is expected.
const folder = resolve(import.meta.dirname, 'sample');
const vectors = await buildSelfTest(folder, resolve(import.meta.dirname, '../models'));
await writeFile(join(folder, SELF_TEST_FILE), `${JSON.stringify(vectors, null, 1)}\n`);
