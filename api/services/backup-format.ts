import { z } from 'zod';
import { ServiceError } from './errors.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A table, picture, set of features, paper or file of the log in a backup: its path inside, with `/` between names. */
const dataPath = z
  .string()
  .max(300)
  .regex(/^(tables|pictures|features|documents|certificates|reports|log)(\/[A-Za-z0-9][A-Za-z0-9._%~@!*'()-]*)+$/);

/** A file that files.jsonl lists. */
export const backupFileSchema = z.object({ path: dataPath, bytes: z.number().int().min(0), sha256 });
export type BackupFile = z.infer<typeof backupFileSchema>;

/** The list of all other files: one JSON line each. */
export const FILE_LIST = 'files.jsonl';
/** Written last: a folder without one is not a backup. */
export const MANIFEST = 'manifest.json';

export const manifestSchema = z.object({
  format: z.literal('selvedge-backup'),
  formatVersion: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Position of the change feed at the moment that the backup shows. */
  position: z.number().int(),
  patterns: z.number().int(),
  /** Names of the migrations that the tables came from. */
  migrations: z.array(z.string()),
  /** One JSON line a table or blob: path, size and SHA-256. */
  files: z.object({ path: z.literal(FILE_LIST), sha256 }),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Where a backup goes, file by file, the manifest last. */
export interface BackupTarget {
  /** `content` has `bytes` bytes. Resolves once they are kept or handed on. */
  write(path: string, bytes: number, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
}

export function parseFileList(list: Uint8Array): readonly BackupFile[] {
  try {
    return Buffer.from(list)
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => backupFileSchema.parse(JSON.parse(line)));
  } catch (error) {
    throw unsound(`a ${FILE_LIST} that does not read as one`, error);
  }
}

export function parseManifest(content: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(content));
  } catch (error) {
    throw unsound(`a ${MANIFEST} that does not read as one`, error);
  }
}

export function unsound(received: string, cause?: unknown): ServiceError {
  return new ServiceError('backup-unsound', {
    expected: 'a complete backup as `selvedge backup` wrote it',
    received,
    remedy: 'Use another backup.',
    cause,
  });
}
