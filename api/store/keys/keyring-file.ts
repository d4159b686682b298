import { z } from 'zod';
import { keptKeySchema } from './kept-key.ts';
import { readKeyFile } from './key-file.ts';

/** What a key signs: checkpoints of the own log, or checkpoints of others as their witness. */
export const KEY_PURPOSES = ['log', 'witness'] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

const instant = z.iso.datetime();

const keySchema = z.strictObject({
  purpose: z.enum(KEY_PURPOSES),
  /** Names the algorithm, so that others can stand beside it. */
  algorithm: z.literal('ed25519'),
  name: z.string(),
  keyId: z.string().regex(/^[0-9a-f]{8}$/),
  privateKey: keptKeySchema,
  signsFrom: instant,
  /** Set when another key takes over; until then both sign. */
  signsUntil: instant.nullable(),
  /** What it signed from then on counts for nothing. */
  revokedAsOf: instant.nullable(),
  revocationReason: z.string().nullable(),
});
export type StoredKey = z.infer<typeof keySchema>;

const keyringSchema = z.strictObject({
  type: z.literal('selvedge/keyring/v1'),
  origin: z.string(),
  keys: z.array(keySchema),
});
export type KeyringContent = z.infer<typeof keyringSchema>;

/** Reads the file of the keys; undefined where there is none. Throws `key-unusable` for one that others can read. */
export const readKeyring = (path: string): Promise<KeyringContent | undefined> => readKeyFile(path, keyringSchema);
