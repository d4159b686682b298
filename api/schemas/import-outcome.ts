import { z } from 'zod';
import { patternIdSchema } from './pattern.ts';

/** What became of one file of an import; one line of `import --json`. */
export const importOutcomeSchema = z.object({
  file: z.string(),
  id: patternIdSchema.optional(),
  status: z.enum(['added', 'already-present', 'rejected']),
  code: z.string().optional(),
  message: z.string().optional(),
});
export type ImportOutcome = z.infer<typeof importOutcomeSchema>;
