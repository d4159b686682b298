import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Manifest } from '../../services/backup-format.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { addCommand } from '../help.ts';
import { say } from '../output.ts';
import { requireLocal, type Session, sessionOf } from '../session.ts';

export function addBackup(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'backup', [
    'backup /mnt/backup/2026-11-22',
    'backup 2026-11-22/ --server http://localhost:8080 --token "$TOKEN"',
  ])
    .argument('<folder>', texts.args.newFolder)
    .action(async (folder: string, _options: object, command: Command) => {
      const session = sessionOf(command);
      const { patterns, position } = await backUp(session, resolve(folder));
      say(texts.backedUp(patterns, position, folder));
    });
}

async function backUp(session: Session, folder: string): Promise<Manifest> {
  if (session.remote !== undefined) {
    const { fetchBackup } = await import('../remote-backup.ts');
    return fetchBackup(session.remote, folder);
  }
  const { backupTo } = await import('../local-maintenance.ts');
  return backupTo(session, folder);
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
