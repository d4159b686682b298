import { defineOperation } from '../http/operation.ts';
import { HttpProblem } from '../http/problem.ts';
import { backup } from '../services/backup.ts';
import { packBackup } from '../services/backup-archive.ts';

export const createBackup = defineOperation({
  id: 'createBackup',
  method: 'post',
  path: '/v1/backups',
  tag: 'operation',
  summary: 'A backup of the whole registry as a tar stream, while it serves.',
  description:
    'Unpacked it is the folder that `selvedge restore` takes: tables, pictures, features and settings as they were at one ' +
    'moment. It is complete only with manifest.json, its last file. The server writes nothing that stays. One at a time.',
  action: 'backup:create',
  repetition: 're-executed',
  replies: { 200: { description: 'The backup.', contentTypes: ['application/x-tar'] } },
  problems: ['picture-lost', 'database-unavailable', 'storage-full', 'storage-read-only'],
  handler:
    (ctx) =>
    async ({ request }) => {
      const giveBack = ctx.backupsInFlight.take(1);
      if (giveBack === undefined) throw new HttpProblem('overloaded');
      const stream = packBackup((target) => backup(ctx.services, target, request.actor).finally(giveBack));
      const startedAt = ctx.services.clock().toISOString().slice(0, 19).replace(/:/g, '');
      const headers = { 'Content-Disposition': `attachment; filename="selvedge-${startedAt}Z.tar"` };
      return { status: 200, stream, contentType: 'application/x-tar', headers };
    },
});
