import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { LOGGING_PROBLEMS } from '../../http/problem-codes.ts';
import { fromBase64 } from '../../proof/bytes.ts';
import { cosignatureSchema, evidenceIdSchema, evidenceSchema } from '../../schemas/evidence.ts';
import { cosignEvidence as cosign } from '../../services/evidence/custody.ts';

export const cosignEvidence = defineOperation({
  id: 'cosignEvidence',
  method: 'post',
  path: '/v1/evidence/{id}/cosignatures',
  tag: 'evidence',
  summary: 'Adds the signature of a notary whom the evidence was handed to.',
  description:
    'A detached CMS signature (RFC 5652) over the statement, by the notary’s own key and certificate, which never come here; for instance ' +
    '`openssl cms -sign -binary -in statement.json -signer notary.pem -inkey notary.key -outform DER`.',
  action: 'evidence:cosign',
  repetition: 'replayed',
  params: z.object({ id: evidenceIdSchema }),
  json: cosignatureSchema,
  replies: { 201: { description: 'In the custody list and the log.', name: 'Evidence', schema: evidenceSchema } },
  problems: ['not-found', 'unfit-document', 'step-not-possible', 'too-many-attempts', ...LOGGING_PROBLEMS],
  handler:
    (ctx) =>
    async ({ params, json, request }) => {
      const signature = fromBase64(json.signature) ?? new Uint8Array();
      const body = await cosign(ctx.services, params.id, { signature, note: json.note ?? null }, request.actor);
      return { status: 201, body };
    },
});
