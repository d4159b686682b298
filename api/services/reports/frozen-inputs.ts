import { z } from 'zod';
import { type ComparedPattern, type Fingerprint, REPEAT_TYPES, versionsSchema } from '../../../engine/index.ts';
import { fromBase64, toBase64, utf8ToBytes } from '../../proof/bytes.ts';
import { canonicalText, type Json } from '../../proof/canonical-json.ts';
import { ServiceError } from '../errors.ts';

/*
 * What a report is computed from, as a file that outlives records and models: JSON (RFC 8785), bytes and vectors in base64 under a name that says which
 * (vectors as 32-bit floats, little-endian).
 */

const VIEWS_MAX = 16;
const FEATURES_BYTES_MAX = 1 << 20;
/** More than any report has: those of a search and those that were named. */
const ENTRIES_MAX = 60;

const bytes = z.instanceof(Uint8Array).refine(({ length }) => length <= FEATURES_BYTES_MAX);
const hash = z.strictObject({ bits: bytes, quality: z.number() });
const view = z.strictObject({ kind: z.enum(['whole', 'centre', 'repeat-unit']), vector: z.instanceof(Float32Array) });
const views = z.array(view).min(1).max(VIEWS_MAX);
const vec2 = z.tuple([z.number(), z.number()]);

const patternShape = {
  version: z.string().max(200),
  widthPx: z.int().min(1),
  heightPx: z.int().min(1),
  pdq: hash,
  edgePdq: hash,
  repeat: z.strictObject({ type: z.enum(REPEAT_TYPES), vectorsPx: z.array(vec2).max(2), confidence: z.number() }),
  colour: z.strictObject({
    palette: z.array(z.strictObject({ lab: z.tuple([z.number(), z.number(), z.number()]), share: z.number() })).max(16),
    histogram: bytes,
  }),
  views,
  features: bytes,
} as const;

const pictureShape = { sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().min(1) };

const inputsSchema = z.strictObject({
  type: z.literal('selvedge/report-inputs/v1'),
  /** What answered the search. */
  versions: versionsSchema,
  libraryPosition: z.int(),
  worksSearched: z.int(),
  recordsMax: z.int(),
  disputed: z.strictObject({
    ...pictureShape,
    fingerprint: z.strictObject({
      ...patternShape,
      dihedral: z.strictObject({ pdq: z.array(hash).max(8), edgePdq: z.array(hash).max(8) }),
      screenless: z.strictObject({ views, features: bytes }).nullable(),
    }),
  }),
  records: z
    .array(
      z.strictObject({
        id: z.string().max(60),
        title: z.string().max(400),
        owner: z.string().max(400).nullable(),
        registrationNumber: z.string().max(400).nullable(),
        status: z.string().max(60).nullable(),
        ...pictureShape,
        dates: z.array(
          z.strictObject({ kind: z.string().max(60), date: z.string().max(60), evidence: z.string().max(60) }),
        ),
        earliestEvidenced: z.string().max(60),
        fingerprint: z.strictObject(patternShape),
      }),
    )
    .max(ENTRIES_MAX),
  notCompared: z.array(z.strictObject({ id: z.string().max(60), reason: z.string().max(60) })).max(ENTRIES_MAX),
});

export type FrozenRecord = Omit<z.infer<typeof inputsSchema>['records'][number], 'fingerprint'> & {
  readonly fingerprint: ComparedPattern;
};
export type FrozenInputs = Omit<z.infer<typeof inputsSchema>, 'disputed' | 'records'> & {
  readonly disputed: { readonly sha256: string; readonly bytes: number; readonly fingerprint: Fingerprint };
  readonly records: readonly FrozenRecord[];
};

export function encodeInputs(inputs: FrozenInputs): Uint8Array {
  return utf8ToBytes(`${canonicalText(tagged(inputs))}\n`);
}

/** Throws `not-comparable` for anything that is no file of inputs. */
export function decodeInputs(file: Uint8Array): FrozenInputs {
  const parsed = inputsSchema.safeParse(jsonOf(file));
  if (parsed.success) return parsed.data;
  throw new ServiceError('not-comparable', {
    expected: 'the frozen inputs of a report, as they lie in its bundle',
    received: 'a file of another form',
    remedy: 'Take the bundle as it was handed out.',
  });
}

function tagged(value: unknown): Json {
  if (value instanceof Uint8Array) return { base64: toBase64(value) };
  if (value instanceof Float32Array) return { float32: toBase64(littleEndian(value)) };
  if (Array.isArray(value)) return value.map(tagged);
  if (typeof value !== 'object' || value === null) return value as Json;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => (each === undefined ? [] : [[name, tagged(each)] as const])),
  );
}

function jsonOf(file: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file), (_, value: unknown) => untagged(value));
  } catch {
    return undefined;
  }
}

function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { base64, float32 } = value as { readonly base64?: unknown; readonly float32?: unknown };
  if (typeof base64 === 'string') return fromBase64(base64);
  if (typeof float32 === 'string') return floatsOf(fromBase64(float32));
  return value;
}

function littleEndian(vector: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * vector.length));
  for (const [i, value] of vector.entries()) view.setFloat32(4 * i, value, true);
  return new Uint8Array(view.buffer);
}

function floatsOf(bytes: Uint8Array | undefined): Float32Array | undefined {
  if (bytes === undefined || bytes.length % 4 !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}
