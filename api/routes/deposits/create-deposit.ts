import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { LOGGING_PROBLEMS } from '../../http/problem-codes.ts';
import { loggedDepositSchema } from '../../proof/deposit.ts';
import { makeSealedDeposit } from '../../services/proof/deposits.ts';

export const createDeposit = defineOperation({
  id: 'createDeposit',
  method: 'post',
  path: '/v1/deposits',
  tag: 'deposits',
  summary: 'Takes a sealed deposit: a salted commitment to a file that stays with its owner.',
  description:
    'The registry learns nothing of the file and compares nothing. Who has the file, the salt and this answer can prove later ' +
    'what was deposited, when and by whom; who loses the salt can prove nothing, and nobody can help.',
  action: 'deposit:make',
  rateLimit: 'checks',
  json: z.strictObject({
    commitment: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256("selvedge commitment v1\\n" ‖ salt of 32 bytes ‖ RFC 8785 text of the record), hexadecimal.'),
  }),
  replies: {
    201: { description: 'Deposited, logged and signed.', name: 'LoggedDeposit', schema: loggedDepositSchema },
  },
  problems: LOGGING_PROBLEMS,
  handler:
    (ctx) =>
    async ({ json, request }) => {
      const deposit = await makeSealedDeposit(ctx.services, json.commitment, request.actor);
      return { status: 201, body: deposit, headers: { Location: `/v1/deposits/${deposit.record.id}` } };
    },
});
