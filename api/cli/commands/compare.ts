import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { patternIdSchema } from '../../schemas/pattern.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import type { ComparisonSide } from '../backend.ts';
import { addCommand } from '../help.ts';
import { readPictureFile } from '../picture-files.ts';
import { describeComparison } from '../report-check.ts';
import { sessionOf, withBackend } from '../session.ts';

export function addCompare(program: Command, texts: CommandTexts): void {
  const examples = ['compare a.jpg b.jpg', 'compare suspect.jpg SP-01JD3Q5V6W7X8Y9Z0A1B2C3D4E --json'];
  addCommand(program, texts, 'compare', examples)
    .argument('<first>', texts.args.side)
    .argument('<second>', texts.args.side)
    .option('--json', texts.options.json)
    .action(async (first: string, second: string, { json }: { json?: boolean }, command: Command) => {
      const session = sessionOf(command);
      // Read first: a slip in a path should not cost the time of opening the library.
      const sides = [await sideOf(first, texts), await sideOf(second, texts)] as const;
      await withBackend(session, async (backend) => {
        const result = await backend.compare(...sides);
        if (json) await session.output.json(result);
        else await session.output.line(describeComparison(result, session.language));
      });
    });
}

async function sideOf(argument: string, texts: CommandTexts): Promise<ComparisonSide> {
  const isThere = await stat(argument).then(
    () => true,
    () => false,
  );
  if (!isThere && patternIdSchema.safeParse(argument).success) return { id: argument };
  return { fileName: basename(argument), bytes: await readPictureFile(argument, texts) };
}
