import { filePart } from '../../http/form-part.ts';
import { defineOperation } from '../../http/operation.ts';
import { LOGGING_PROBLEMS, PICTURE_PROBLEMS } from '../../http/problem-codes.ts';
import { openDepositSchema } from '../../schemas/open-deposit.ts';
import { makeOpenDeposit } from '../../services/proof/open-deposits.ts';

export const createOpenDeposit = defineOperation({
  id: 'createOpenDeposit',
  method: 'post',
  path: '/v1/open-deposits',
  tag: 'deposits',
  summary: 'Takes an open deposit: the picture is handed in, checked for duplicates and kept.',
  description:
    'The picture is restricted to its depositor and to the examiners of a case in which it turns up; of strong hits others who have signed in ' +
    'learn that an earlier record exists, since when, and whom to ask. The answer proves deposit, date and account together with the picture, ' +
    'and can be fetched again. The same picture by the same account gives the same deposit, with a fresh check. A deposit is no registration.',
  action: 'deposit:make',
  rateLimit: 'checks',
  repetition: 're-executed',
  form: { picture: filePart('The pattern: JPEG, PNG, WebP, TIFF, AVIF, HEIC or GIF.') },
  replies: { 201: { description: 'Deposited, logged and signed.', name: 'OpenDeposit', schema: openDepositSchema } },
  problems: [...PICTURE_PROBLEMS, ...LOGGING_PROBLEMS, 'not-comparable', 'too-many-attempts'],
  handler:
    (ctx) =>
    async ({ form, signal, request }) => {
      const { bytes, fileName } = form.picture;
      const upload = { picture: bytes, fileName };
      const { deposit, check } = await makeOpenDeposit(ctx.services, upload, { signal, actor: request.actor });
      request.worksSearched = check.worksSearched;
      const headers = { Location: `/v1/open-deposits/${deposit.record.id}` };
      return { status: 201, body: { deposit, check }, headers };
    },
});
