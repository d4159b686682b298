import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A file of the backup, its path inside with `/` between names. */
export const backupFileSchema = z.object({
  path: z
    .string()
    .regex(/^(tables|pictures|features)\/[^\\]+$/)
    .refine((path) => !path.split('/').includes('..')),
  bytes: z.number().int().min(0),
  sha256,
});
export type BackupFile = z.infer<typeof backupFileSchema>;

/** manifest.json, written last: a folder without one is not a backup. */
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
  files: z.object({ path: z.literal('files.jsonl'), sha256 }),
});
export type Manifest = z.infer<typeof manifestSchema>;
