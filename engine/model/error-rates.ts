import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EngineError } from '../core/errors.ts';
import type { EngineVersions } from '../core/finding.ts';
import { GRADES } from '../core/vocabulary.ts';

const rate = z.object({
  hits: z.number().int().min(0),
  n: z.number().int().min(0),
  /** Ends of the exact 95 % interval, as if checks were independent. */
  lower: z.number().min(0).max(1),
  upper: z.number().min(0).max(1),
});

/** What a report may quote of the engine's errors, as long as it runs with these very versions; written by the recognition benchmark. */
export const errorRatesSchema = z.object({
  format: z.literal(1),
  versions: z.record(z.string(), z.string()),
  measuredOn: z.string(),
  /** Patterns in the library of the benchmark. */
  library: z.number().int(),
  /** Copies of registered pictures: how many originals got which grade, by edit; those that were not found at all are in none. */
  copies: z.array(
    z.object({
      source: z.enum(['generated', 'reference']),
      edit: z.string(),
      n: z.number().int(),
      grades: z.record(z.enum(GRADES), z.number().int()),
      strong: rate,
    }),
  ),
  /** Checks in which another design got a strong grade. */
  wrongStrong: z.object({ unrelated: rate, copiesOfOthers: rate, lookAlikes: rate }),
  /** Cost of the likelihood ratios, half of the different sources look-alikes; null where none are stated. */
  likelihoodCost: z.object({ cllr: z.number(), cllrMin: z.number() }).nullable(),
});
export type ErrorRates = z.infer<typeof errorRatesSchema>;

export const ERROR_RATES_FILE = 'error-rates.json';

/** The rates that hold for these versions; null where none were measured for them, or the file is missing. Throws `model-altered` for a file of another form. */
export async function readErrorRates(modelsDir: string, versions: EngineVersions): Promise<ErrorRates | null> {
  const text = await readFile(join(modelsDir, ERROR_RATES_FILE), 'utf8').catch(nullIfMissing);
  if (text === null) return null;
  const parsed = errorRatesSchema.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new EngineError('model-altered', {
      expected: `a models/${ERROR_RATES_FILE} of format 1`,
      received: z.prettifyError(parsed.error),
      remedy: 'Restore the models folder from the release or the repository, or delete the file.',
    });
  const measured = parsed.data.versions;
  return Object.entries(versions).every(([part, version]) => measured[part] === version) ? parsed.data : null;
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
