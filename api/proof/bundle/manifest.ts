import { z } from 'zod';
import { provenRecordSchema } from '../proven-record.ts';
import { issuedDocumentSchema } from '../records.ts';

/** What a member is to whoever verifies: documents and records are followed into the log, of the others the digest counts. */
export const MEMBER_ROLES = ['certificate', 'report', 'record', 'picture', 'evidence', 'instructions'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

export const MANIFEST = 'manifest.json';
export const MANIFEST_PROOF = 'proof.json';

/** What is in a bundle. Its own digest is in the log, so nothing in the bundle can change unseen. */
export const manifestSchema = z.strictObject({
  type: z.literal('selvedge/evidence-bundle/v1'),
  id: z.string().max(64),
  /** Application or report that it is about. */
  about: z.string().max(64),
  madeAt: z.iso.datetime(),
  /** The keys that sign the state of the log in `proof.json`, by their ids: each of them, and no other. */
  signedBy: z
    .array(z.string().regex(/^[0-9a-f]{8}$/))
    .min(1)
    .max(20),
  members: z
    .array(
      z.strictObject({
        name: z.string().max(140),
        bytes: z.number().int().min(0),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        role: z.enum(MEMBER_ROLES),
      }),
    )
    .min(1)
    .max(400),
});
export type BundleManifest = z.infer<typeof manifestSchema>;

/** `proof.json`: that the log has the digest of the manifest. Without timestamp: those of what the bundle holds are inside. */
export const manifestProofSchema = provenRecordSchema(issuedDocumentSchema).omit({ timestamp: true });
