import { z } from 'zod';
import { EngineError } from '../core/errors.ts';
import { readManifest, readWeights } from './manifest.ts';

/** A drawing that belongs to everyone: a gingham, a shippo, a houndstooth. What agrees with one proves little. */
export interface TypicalDrawing {
  /** Family and number, such as `shippo 2`. */
  readonly name: string;
  /** Embedded views, of unit length. */
  readonly views: readonly Float32Array[];
  /** Encoded verification features. */
  readonly features: Uint8Array;
}

export interface TypicalDrawings {
  /** `name@version` of the set; a finding states it as its background. */
  readonly version: string;
  readonly drawings: readonly TypicalDrawing[];
}

const NUMBER_BYTES = 4;

/** First line of the file, in JSON; behind it, drawing by drawing, the views (little-endian float32) and the features. */
const headSchema = z.object({
  format: z.literal(1),
  /** Fingerprints of another version cannot be compared with. */
  fingerprint: z.string(),
  dimension: z.number().int().positive(),
  drawings: z.array(z.object({ name: z.string(), views: z.number().int().min(1), featureBytes: z.number().int() })),
});

/** Throws `model-missing`, or `model-altered` where the file is not the manifest's or was made for another version of fingerprints. */
export async function readTypicalDrawings(modelsDir: string, fingerprintVersion: string): Promise<TypicalDrawings> {
  const { typicalDrawings } = await readManifest(modelsDir);
  const bytes = await readWeights(modelsDir, typicalDrawings);
  const lineEnd = bytes.indexOf(10);
  const head = headSchema.parse(JSON.parse(bytes.toString('utf8', 0, lineEnd)));
  if (head.fingerprint !== fingerprintVersion) {
    throw new EngineError('model-altered', {
      expected: `${typicalDrawings.file} made for fingerprints of version ${fingerprintVersion}`,
      received: `one made for ${head.fingerprint}`,
      remedy: 'Restore the models folder from the release or the repository.',
    });
  }
  let at = lineEnd + 1;
  const take = (length: number): Uint8Array => {
    const part = Uint8Array.from(bytes.subarray(at, at + length));
    at += length;
    return part;
  };
  const drawings = head.drawings.map(({ name, views, featureBytes }) => ({
    name,
    views: Array.from({ length: views }, () => new Float32Array(take(head.dimension * NUMBER_BYTES).buffer)),
    features: take(featureBytes),
  }));
  return { version: `${typicalDrawings.name}@${typicalDrawings.version}`, drawings };
}

export function encodeTypicalDrawings(drawings: readonly TypicalDrawing[], fingerprintVersion: string): Uint8Array {
  const head: z.infer<typeof headSchema> = {
    format: 1,
    fingerprint: fingerprintVersion,
    dimension: drawings[0]!.views[0]!.length,
    drawings: drawings.map(({ name, views, features }) => ({
      name,
      views: views.length,
      featureBytes: features.length,
    })),
  };
  const parts = drawings.flatMap(({ views, features }) => [
    ...views.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
    features,
  ]);
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...parts]);
}
