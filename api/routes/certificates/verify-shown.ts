import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { HttpProblem } from '../../http/problem.ts';
import { certificateIdSchema, verificationSchema } from '../../schemas/certificate.ts';
import { reportIdSchema } from '../../schemas/report.ts';
import { type Shown, verifyShown as verify } from '../../services/certificates/verify.ts';

export const verifyShown = defineOperation({
  id: 'verifyShown',
  method: 'get',
  path: '/v1/verifications',
  tag: 'certificates',
  summary: 'What a certificate, report or number is worth now; open to anyone.',
  description:
    'By the id in the QR code of a certificate or report, by the number of a registration or of a deposit that a certificate was issued of, or by the SHA-256 of a file, computed where the file is: ' +
    'the file itself is never sent. One of the three.',
  action: 'verification:read',
  rateLimit: 'checks',
  query: z.object({
    id: z.union([certificateIdSchema, reportIdSchema]).optional(),
    number: z.string().min(1).max(60).optional(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  }),
  replies: { 200: { description: 'What is known of it.', name: 'Verification', schema: verificationSchema } },
  problems: ['not-found', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ query }) => ({ status: 200, body: await verify(services, shownIn(query)) }),
});

function shownIn({
  id,
  number,
  sha256,
}: {
  readonly id?: string | undefined;
  readonly number?: string | undefined;
  readonly sha256?: string | undefined;
}): Shown {
  const shown: Shown[] = [
    ...(id === undefined ? [] : [{ by: 'id', id } as const]),
    ...(number === undefined ? [] : [{ by: 'number', number } as const]),
    ...(sha256 === undefined ? [] : [{ by: 'sha256', sha256 } as const]),
  ];
  const [only, another] = shown;
  if (only !== undefined && another === undefined) return only;
  const detail = `Expected one of id, number and sha256 but received ${shown.length} of them.`;
  throw new HttpProblem('invalid-parameter', { faults: [{ in: 'query', name: 'id', detail }], facts: { count: 1 } });
}
