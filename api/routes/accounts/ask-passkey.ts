import { defineOperation } from '../../http/operation.ts';
import { webAuthnSchema } from '../../schemas/account.ts';
import { ownAccount } from '../../services/accounts/own-account.ts';
import { askPasskey as ask } from '../../services/accounts/passkeys.ts';

export const askPasskey = defineOperation({
  id: 'askPasskey',
  method: 'post',
  path: '/v1/session/passkey-options',
  tag: 'accounts',
  summary: 'What the browser needs to show a passkey as the second factor.',
  action: 'account:change',
  replies: { 200: { description: 'For navigator.credentials.get.', name: 'PasskeyOptions', schema: webAuthnSchema } },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ request }) => {
      const { id } = await ownAccount(services, request.actor);
      return { status: 200, body: await ask(services, id, request) };
    },
});
