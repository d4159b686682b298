import { type Command, Option } from 'commander';
import { MOTIF_RIGHTS, motifDetailsSchema } from '../../schemas/motif.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { Refusal } from '../backend.ts';
import { addCommand } from '../help.ts';
import { printable, say } from '../output.ts';
import { readPictureFile } from '../picture-files.ts';
import { requireLocal, sessionOf } from '../session.ts';

/** What `motif add` takes besides name and rights. */
const TOLD = ['meaning', 'story', 'source', 'origin', 'people'] as const;

export function addMotifCommands(program: Command, texts: CommandTexts): void {
  addMotifAdd(program, texts);
  addMotifList(program, texts);
  addMotifRemove(program, texts);
}

function addMotifAdd(program: Command, texts: CommandTexts): void {
  const { motif } = texts;
  const examples = [
    'motif add kawung.png --name Kawung --rights public-domain --people Javanese --source "Rouffaer 1914"',
    'motif add ruyi.png --name 如意云纹 --rights public-domain --meaning 吉祥如意',
  ];
  const command = addCommand(program, texts, 'motif add', examples)
    .argument('<file>', motif.file)
    .requiredOption('--name <name>', motif.name)
    .addOption(new Option('--rights <rights>', motif.rights).choices(MOTIF_RIGHTS).makeOptionMandatory());
  for (const field of TOLD) command.option(`--${field} <text>`, motif[field]);
  command
    .option('--json', texts.options.json)
    .action(async (file: string, { json, ...stated }: Record<string, unknown>, own: Command) => {
      const session = sessionOf(own);
      requireLocal(own, session);
      const details = motifDetailsSchema.safeParse(stated);
      if (!details.success) {
        const faults = details.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
        throw new Refusal('usage', motif.detailsWrong(printable(faults)));
      }
      const { addMotifHere } = await import('../local-motifs.ts');
      const added = await addMotifHere(session, await readPictureFile(file, texts), details.data);
      if (json) await session.output.json(added);
      else say(motif.added(added.id, printable(added.name)));
    });
}

function addMotifList(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'motif list', ['motif list', 'motif list --json'])
    .option('--json', texts.options.json)
    .action(async ({ json }: { json?: boolean }, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const { listMotifsHere } = await import('../local-motifs.ts');
      for (const known of await listMotifsHere(session)) {
        const { id, name, rights, people, source } = known;
        if (json) await session.output.json(known);
        else
          await session.output.line(
            [id, name, texts.motif.rightsOf[rights], people ?? '–', source ?? '–'].map(printable).join('\t'),
          );
      }
    });
}

function addMotifRemove(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'motif remove', ['motif remove MT-01JD3Q5V6W7X8Y9Z0A1B2C3D4E --reason "not a motif"'])
    .argument('<id>', texts.motif.id)
    .requiredOption('--reason <text>', texts.options.reason)
    .action(async (id: string, { reason }: { reason: string }, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const { removeMotifHere } = await import('../local-motifs.ts');
      await removeMotifHere(session, id, reason);
      say(texts.removed(id));
    });
}
