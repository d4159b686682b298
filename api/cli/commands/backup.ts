import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { addCommand } from '../help.ts';
import { say } from '../output.ts';
import { requireLocal, sessionOf } from '../session.ts';

export function addBackup(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'backup', ['backup /mnt/backup/2026-11-22'])
    .argument('<folder>', texts.args.newFolder)
    .action(async (folder: string, _options: object, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const { backupTo } = await import('../local-maintenance.ts');
      const { patterns, position } = await backupTo(session, resolve(folder));
      say(texts.backedUp(patterns, position, folder));
    });
}

export function addRestore(program: Command, texts: CommandTexts): void {
  const examples = [
    'restore /mnt/backup/2026-11-22 --data /srv/selvedge-new && selvedge doctor --data /srv/selvedge-new',
  ];
  addCommand(program, texts, 'restore', examples)
    .argument('<folder>', texts.args.backupFolder)
    .action(async (folder: string, _options: object, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const { restoreFrom } = await import('../local-maintenance.ts');
      const { patterns, position } = await restoreFrom(session, resolve(folder));
      say(texts.restored(patterns, position));
    });
}
