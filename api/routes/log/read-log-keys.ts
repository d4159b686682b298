import { defineOperation } from '../../http/operation.ts';
import { logKeysSchema } from '../../schemas/log.ts';
import { publishedAuthorities } from '../../services/proof/published-authorities.ts';
import { publishedKeys } from '../../services/proof/published-keys.ts';

export const readLogKeys = defineOperation({
  id: 'readLogKeys',
  method: 'get',
  path: '/v1/log/keys',
  tag: 'log',
  summary: 'The public keys of this registry, past ones included, and the certificates of its timestamps and seals.',
  description:
    'Believing them because this server says so proves nothing about this server: compare the fingerprints with those that ' +
    'the registry publishes elsewhere.',
  action: 'log:read',
  replies: { 200: { description: 'The keys, oldest first.', name: 'LogKeys', schema: logKeysSchema } },
  problems: ['key-unusable'],
  handler: (ctx) => async () => ({
    status: 200,
    body: { ...(await publishedKeys(ctx.services.keyring)), authorities: await publishedAuthorities(ctx.services) },
  }),
});
