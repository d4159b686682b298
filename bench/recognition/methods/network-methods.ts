import type { InferenceSession } from 'onnxruntime-node';
import sharp from 'sharp';
import { KeptFiles } from '../kept-files.ts';
import type { Content, Similarity } from './method.ts';

export interface NetworkFiles {
  readonly name: string;
  readonly file: string;
  /** The picture is brought to a square of this side. */
  readonly sidePx: number;
}

/** An embedding network over uint8 pictures [batch, side, side, 3], compared by cosine; embeddings are kept by content. */
export async function networkSimilarity(
  { name, file, sidePx }: NetworkFiles,
  pathOf: (content: Content) => string,
  keptDir: string,
): Promise<Similarity<Float32Array>> {
  const ort = await import('onnxruntime-node');
  const kept = new KeptFiles<Float32Array>(keptDir);
  let session: InferenceSession | undefined;
  const embed = async (content: Content): Promise<Float32Array> => {
    session ??= await ort.InferenceSession.create(file, { intraOpNumThreads: 2 });
    const pixels = await sharp(pathOf(content))
      .rotate()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize(sidePx, sidePx, { fit: 'fill' })
      .removeAlpha()
      .raw()
      .toBuffer();
    const input = new ort.Tensor('uint8', new Uint8Array(pixels), [1, sidePx, sidePx, 3]);
    const output = await session.run({ [session.inputNames[0]!]: input });
    return unit(output[session.outputNames[0]!]!.data as Float32Array);
  };
  return {
    name,
    describe: async (content) => {
      const known = kept.get(content);
      if (known) return known;
      const vector = await embed(content);
      kept.put(content, vector);
      return vector;
    },
    similarity: (query, record) => {
      let sum = 0;
      for (let i = 0; i < query.length; i++) sum += query[i]! * record[i]!;
      return sum;
    },
  };
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (value) => value / length);
}
