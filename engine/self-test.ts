import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { deltaE2000 } from './core/colour-difference.ts';
import { EngineError } from './core/errors.ts';
import { versionsSchema } from './core/finding.ts';
import type { EmbeddedView, Fingerprint } from './core/fingerprint.ts';
import { VIEW_KINDS } from './core/fingerprint.ts';
import { hammingDistance } from './core/pdq.ts';
import { GRADES, REPEAT_TYPES } from './core/vocabulary.ts';
import type { Engine } from './engine.ts';

/**
 * How far a value may lie from its vector. Processors differ in the last digits of floating-point sums, which moves a hash bit
 * whose coefficient lies at the median and the last places of an embedding; another decoder or a changed weight moves more.
 */
export const SELF_TEST_TOLERANCES = {
  /** Bits of 256. A re-encoded copy differs in some 10. */
  hashBits: 2,
  /** Pixels of the original, along each vector. */
  repeatPx: 0.5,
  /** CIE ΔE2000 of a palette colour: 1 is just visible side by side. */
  paletteDeltaE: 0.5,
  /** Cosine with the vector; a re-encoded copy reaches some 0.99. */
  embeddingCosine: 0.9999,
} as const;

const hexHash = z.object({ bits: z.string().regex(/^[0-9a-f]{64}$/), quality: z.number() });

/** self-test.json: what this version computed of its own pictures where it was made. */
export const selfTestVectorsSchema = z.object({
  format: z.literal(1),
  versions: versionsSchema,
  pictures: z.array(
    z.object({
      file: z.string().regex(/^[\w/-]+\.\w+$/),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      pdq: hexHash,
      edgePdq: hexHash,
      repeat: z.object({ type: z.enum(REPEAT_TYPES), vectorsPx: z.array(z.tuple([z.number(), z.number()])) }),
      /** CIE L*a*b* D50, largest share first. */
      palette: z.array(z.tuple([z.number(), z.number(), z.number()])),
      /** Little-endian 32-bit floats in base64. */
      views: z.array(z.object({ kind: z.enum(VIEW_KINDS), vector: z.string() })),
    }),
  ),
  pairs: z.array(z.object({ query: z.string(), candidate: z.string(), grade: z.enum(GRADES) })),
});
export type SelfTestVectors = z.infer<typeof selfTestVectorsSchema>;
type PictureVector = SelfTestVectors['pictures'][number];

export const SELF_TEST_FILE = 'self-test.json';

export interface SelfTestOutcome {
  /** `error`: this installation computes something else; `info`: as it should be. */
  readonly severity: 'error' | 'info';
  readonly what: string;
}

/**
 * Computes the test vectors in `vectorsDir` on this installation and names every deviation: another decoder, another model,
 * another rule. Throws when the vectors themselves cannot be read.
 */
export async function runSelfTest(engine: Engine, vectorsDir: string): Promise<readonly SelfTestOutcome[]> {
  const vectors = selfTestVectorsSchema.parse(JSON.parse(await readFile(join(vectorsDir, SELF_TEST_FILE), 'utf8')));
  const deviations = versionDeviations(vectors, engine);
  const fingerprints = new Map<string, Fingerprint>();
  for (const vector of vectors.pictures) {
    const picture = await readFile(join(vectorsDir, vector.file)).catch(() => undefined);
    const digest = picture && createHash('sha256').update(picture).digest('hex');
    if (picture === undefined || digest !== vector.sha256) {
      deviations.push(`${vector.file}: the picture is missing or altered`);
      continue;
    }
    const fingerprint = await fingerprintOf(engine, picture);
    if (typeof fingerprint === 'string') deviations.push(`${vector.file}: ${fingerprint}`);
    else {
      fingerprints.set(vector.file, fingerprint);
      deviations.push(...pictureDeviations(vector, fingerprint).map((what) => `${vector.file}: ${what}`));
    }
  }
  for (const { query, candidate, grade } of vectors.pairs) {
    const [a, b] = [fingerprints.get(query), fingerprints.get(candidate)];
    if (a === undefined || b === undefined) continue;
    const finding = await engine.compare(a, b);
    if (finding.grade !== grade)
      deviations.push(`${query} against ${candidate}: graded ${finding.grade}, expected ${grade}`);
  }
  if (deviations.length > 0) return deviations.map((what) => ({ severity: 'error', what }));
  const { pictures, pairs } = vectors;
  return [{ severity: 'info', what: `${pictures.length} pictures and ${pairs.length} pairs as they should be` }];
}

function versionDeviations(vectors: SelfTestVectors, engine: Engine): string[] {
  return Object.entries(vectors.versions).flatMap(([part, expected]) => {
    const received = engine.versions[part as keyof SelfTestVectors['versions']];
    return received === expected ? [] : [`${part}: version ${received}, but the test vectors are of ${expected}`];
  });
}

async function fingerprintOf(engine: Engine, picture: Uint8Array): Promise<Fingerprint | string> {
  try {
    const outcome = await engine.fingerprint(picture);
    return outcome.status === 'fingerprinted' ? outcome.fingerprint : `not comparable: ${outcome.reason}`;
  } catch (error) {
    if (error instanceof EngineError) return `refused with ${error.code}`;
    throw error;
  }
}

function pictureDeviations(vector: PictureVector, fingerprint: Fingerprint): string[] {
  const { pdq, edgePdq, repeat, colour, views } = fingerprint;
  return [
    ...hashDeviation('PDQ', vector.pdq.bits, pdq.bits),
    ...hashDeviation('edge PDQ', vector.edgePdq.bits, edgePdq.bits),
    ...repeatDeviation(vector.repeat, repeat),
    ...paletteDeviation(vector.palette, colour.palette),
    ...vector.views.flatMap(({ kind, vector: expected }) => viewDeviation(kind, decodeVector(expected), views)),
  ];
}

function hashDeviation(name: string, expectedHex: string, received: Uint8Array): string[] {
  const bits = hammingDistance(Uint8Array.from(Buffer.from(expectedHex, 'hex')), received);
  return bits <= SELF_TEST_TOLERANCES.hashBits
    ? []
    : [`${name} differs in ${bits} of 256 bits; the decoder (libvips) is another`];
}

function repeatDeviation(expected: PictureVector['repeat'], received: Fingerprint['repeat']): string[] {
  const text = (repeat: Pick<Fingerprint['repeat'], 'type' | 'vectorsPx'>) =>
    `${repeat.type} ${repeat.vectorsPx.map(([x, y]) => `(${x.toFixed(1)}, ${y.toFixed(1)})`).join(' ')}`.trimEnd();
  const isNear =
    expected.type === received.type &&
    expected.vectorsPx.length === received.vectorsPx.length &&
    expected.vectorsPx.every(([x, y], index) => {
      const [otherX, otherY] = received.vectorsPx[index]!;
      return Math.hypot(x - otherX, y - otherY) <= SELF_TEST_TOLERANCES.repeatPx;
    });
  return isNear ? [] : [`repeat ${text(received)}, expected ${text(expected)}`];
}

function paletteDeviation(expected: PictureVector['palette'], received: Fingerprint['colour']['palette']): string[] {
  if (expected.length !== received.length)
    return [`palette of ${received.length} colours, expected ${expected.length}; the decoder (libvips) is another`];
  const worst = Math.max(0, ...expected.map((lab, index) => deltaE2000(lab, received[index]!.lab)));
  return worst <= SELF_TEST_TOLERANCES.paletteDeltaE
    ? []
    : [`palette off by ΔE ${worst.toFixed(2)}; colour management (libvips) is another`];
}

function viewDeviation(kind: string, expected: Float32Array, views: readonly EmbeddedView[]): string[] {
  const received = views.find((view) => view.kind === kind)?.vector;
  if (received === undefined || received.length !== expected.length)
    return [`embedding of view "${kind}" is missing or of another length`];
  let cosine = 0;
  for (let i = 0; i < expected.length; i++) cosine += expected[i]! * received[i]!;
  return cosine >= SELF_TEST_TOLERANCES.embeddingCosine
    ? []
    : [
        `embedding of view "${kind}" has cosine ${cosine.toFixed(5)} with its vector; the model computes something else`,
      ];
}

function decodeVector(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

/** The vectors of pictures that this installation has just fingerprinted, for writing SELF_TEST_FILE. */
export function describeForSelfTest(file: string, picture: Uint8Array, fingerprint: Fingerprint): PictureVector {
  const { pdq, edgePdq, repeat, colour, views } = fingerprint;
  const hash = ({ bits, quality }: Fingerprint['pdq']) => ({ bits: Buffer.from(bits).toString('hex'), quality });
  const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
  return {
    file,
    sha256: createHash('sha256').update(picture).digest('hex'),
    pdq: hash(pdq),
    edgePdq: hash(edgePdq),
    repeat: { type: repeat.type, vectorsPx: repeat.vectorsPx.map(([x, y]) => [rounded(x), rounded(y)]) },
    palette: colour.palette.map(({ lab: [l, a, b] }) => [rounded(l), rounded(a), rounded(b)]),
    views: views.map(({ kind, vector }) => ({
      kind,
      vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64'),
    })),
  };
}
