import type { Command } from 'commander';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { addCommand, wholeNumberOption } from '../help.ts';
import { printable, say } from '../output.ts';
import { sessionOf, withBackend, withReader } from '../session.ts';
import { walkPatterns } from '../walk-patterns.ts';

interface ListOptions {
  readonly text?: string;
  readonly limit?: number;
  readonly json?: boolean;
}

export function addRecordCommands(program: Command, texts: CommandTexts): void {
  addList(program, texts);
  addShow(program, texts);
  addRemove(program, texts);
}

function addList(program: Command, texts: CommandTexts): void {
  const { options } = texts;
  addCommand(program, texts, 'list', ['list --limit 20', 'list --text 缠枝 --json'])
    .option('--text <words>', options.text)
    .option('--limit <n>', options.limit, wholeNumberOption(1, 999_999_999, texts))
    .option('--json', options.json)
    .action(async ({ text, limit, json }: ListOptions, command: Command) => {
      const session = sessionOf(command);
      const { output, interruption } = session;
      await withReader(session, async (reader) => {
        for await (const pattern of walkPatterns(reader, { text, limit, signal: interruption.signal })) {
          const { id, registrationNumber, title, owner } = pattern;
          if (json) await output.json(pattern);
          else await output.line([id, registrationNumber ?? '–', title, owner ?? '–'].map(printable).join('\t'));
        }
      });
    });
}

function addShow(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'show', ['show SP-01JD3Q5V6W7X8Y9Z0A1B2C3D4E'])
    .argument('<id>', texts.args.id)
    .option('--json', texts.options.json)
    .action(async (id: string, { json }: { json?: boolean }, command: Command) => {
      const session = sessionOf(command);
      const { output } = session;
      await withReader(session, async (reader) => {
        const pattern = await reader.show(id);
        if (json) return output.json(pattern);
        for (const [name, value] of Object.entries(pattern))
          await output.line(
            `${name}: ${typeof value === 'object' && value ? JSON.stringify(value) : printable(String(value ?? '–'))}`,
          );
      });
    });
}

function addRemove(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'remove', ['remove SP-01JD3Q5V6W7X8Y9Z0A1B2C3D4E --reason "registered twice"'])
    .argument('<id>', texts.args.id)
    .requiredOption('--reason <text>', texts.options.reason)
    .action(async (id: string, { reason }: { reason: string }, command: Command) => {
      await withBackend(sessionOf(command), (backend) => backend.remove(id, reason));
      say(texts.removed(id));
    });
}
