import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { webPlaceOf } from '../../http/web-place.ts';
import { emailSchema, languageSchema, personNameSchema } from '../../schemas/account.ts';
import { register as registerPerson } from '../../services/accounts/mailed-links.ts';

export const register = defineOperation({
  id: 'register',
  method: 'post',
  path: '/v1/registrations',
  tag: 'accounts',
  summary: 'Asks for an account; a link by mail takes it into use.',
  action: 'account:enter',
  anonymous: true,
  rateLimit: 'credentials',
  json: z.strictObject({ email: emailSchema, name: personNameSchema, language: languageSchema }),
  replies: { 202: { description: 'Mail is on its way; the same where there is an account already.' } },
  problems: ['database-unavailable'],
  handler:
    ({ services, config }) =>
    async ({ json, request }) => {
      await registerPerson(services, json, webPlaceOf(config, request));
      return { status: 202 };
    },
});
