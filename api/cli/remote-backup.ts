import type { ReadableStream } from 'node:stream/web';
import { unpackBackup } from '../services/backup-archive.ts';
import { openBackupFolder } from '../services/backup-folder.ts';
import type { Manifest } from '../services/backup-format.ts';
import { ServiceError } from '../services/errors.ts';
import { refusingIn } from './refusing.ts';
import { callerOf, type RemoteOptions, unexpectedAnswer } from './remote-call.ts';

/** Fetches a backup from a server, which goes on serving, into a folder here. Refusals are thrown as Refusal. */
export function fetchBackup(remote: RemoteOptions, folder: string): Promise<Manifest> {
  return refusingIn(remote.language)(
    (async () => {
      const target = await openBackupFolder(folder);
      const response = await callerOf(remote)({ method: 'POST', path: 'v1/backups', isStream: true });
      try {
        return await unpackBackup(response.body as ReadableStream<Uint8Array>, target);
      } catch (error) {
        const isUnsound = error instanceof ServiceError && error.code === 'backup-unsound';
        throw isUnsound ? unexpectedAnswer(remote, error.details.received) : error;
      }
    })(),
  );
}
