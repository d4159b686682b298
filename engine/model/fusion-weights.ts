import { z } from 'zod';
import { EngineError } from '../core/errors.ts';
import { isSoundTree, type TreeEnsemble } from '../core/tree-ensemble.ts';
import { readManifest, readWeights } from './manifest.ts';

const numbers = z.array(z.number()).min(2);
const indices = z.array(z.number().int().min(0));
const fusionSchema = z
  .object({
    format: z.literal(1),
    inputs: z.array(z.string()).min(1),
    bias: z.number(),
    trees: z.array(
      z.object({
        input: indices,
        threshold: z.array(z.number()),
        low: indices,
        high: indices,
        value: z.array(z.number()),
      }),
    ),
    calibration: z.object({ logOdds: numbers, log10LR: numbers, lower: numbers, upper: numbers }),
  })
  .refine(
    ({ calibration: { logOdds, ...curves } }) =>
      Object.values(curves).every(({ length }) => length === logOdds.length) &&
      logOdds.every((value, i) => i === 0 || value > logOdds[i - 1]!),
    'curves of calibration differ in length, or their grid does not rise',
  )
  .refine(({ trees, inputs }) => trees.every((tree) => isSoundTree(tree, inputs.length)), 'a tree is not sound');

export interface FusionWeights {
  /** `name@version` of the manifest; a finding's versions state it. */
  readonly version: string;
  readonly trees: TreeEnsemble;
  /** From evidence to likelihood ratio (pipeline/grade/likelihood.ts). */
  readonly calibration: z.infer<typeof fusionSchema>['calibration'];
}

/** Throws `model-missing`, or `model-altered` where the file is not the manifest's, reads as something else or has other inputs than `inputs`, in their order. */
export async function readFusionWeights(modelsDir: string, inputs: readonly string[]): Promise<FusionWeights> {
  const { fusion } = await readManifest(modelsDir);
  const text = (await readWeights(modelsDir, fusion)).toString('utf8');
  const parsed = fusionSchema.safeParse(JSON.parse(text));
  if (!parsed.success || parsed.data.inputs.join() !== inputs.join()) {
    throw new EngineError('model-altered', {
      expected: `${fusion.file} with trees over ${inputs.join(', ')}`,
      received: parsed.success ? `trees over ${parsed.data.inputs.join(', ')}` : z.prettifyError(parsed.error),
      remedy: 'Restore the models folder from the release or the repository.',
    });
  }
  const { calibration, inputs: names, bias, trees } = parsed.data;
  return { version: `${fusion.name}@${fusion.version}`, trees: { inputs: names, bias, trees }, calibration };
}
