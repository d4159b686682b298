import { z } from 'zod';
import { TREE_SIZE_MAX } from '../proof/merkle/ranges.ts';

/** A size or place in the log, as a query has it. */
export const treeNumberSchema = z.int().min(0).max(TREE_SIZE_MAX);

const hashSchema = z.string().describe('A hash of 32 bytes in base64.');

export const proofPathSchema = z.object({
  path: z.array(hashSchema).describe('Hashes in the order in which they are applied.'),
});

export const logKeysSchema = z.object({
  origin: z.string().describe('What the log calls itself.'),
  keys: z.array(
    z.object({
      purpose: z.enum(['log', 'witness']),
      algorithm: z.string(),
      verifierKey: z.string().describe('name+id+base64, as C2SP signed-note has it.'),
      fingerprint: z.string().describe('SHA-256 of type and public key, for people to compare.'),
      signsFrom: z.iso.datetime(),
      signsUntil: z.iso.datetime().nullable(),
      revokedAsOf: z.iso.datetime().nullable(),
      revocationReason: z.string().nullable(),
    }),
  ),
  authorities: z.array(
    z.object({
      use: z.enum(['root', 'timestamp', 'seal']).describe('`root`: certifies both clock and seal of this registry.'),
      isLocal: z
        .boolean()
        .describe('Made by this registry: the certificate says who, and nobody independent stands behind.'),
      keyId: z.string().describe('The first digits of the fingerprint.'),
      holder: z.string(),
      certificate: z.string().describe('DER in base64.'),
      fingerprint: z.string().describe('SHA-256 of the certificate, for people to compare.'),
      signsFrom: z.iso.datetime().nullable().describe('Null for a certificate of somebody else.'),
      signsUntil: z.iso.datetime().nullable(),
      revokedAsOf: z.iso.datetime().nullable(),
      revocationReason: z.string().nullable(),
    }),
  ),
});
export type LogKeys = z.infer<typeof logKeysSchema>;

export const recordSchemasSchema = z.object({
  schemas: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .describe('JSON Schema (2020-12) of each type of record.'),
});
