import { defineOperation } from '../../http/operation.ts';
import { formatNote } from '../../proof/note/signed-note.ts';
import { currentCheckpoint } from '../../services/proof/log-proofs.ts';

export const readLogCheckpoint = defineOperation({
  id: 'readLogCheckpoint',
  method: 'get',
  path: '/v1/log/checkpoint',
  tag: 'log',
  summary: 'The latest signed state of the transparency log.',
  description:
    'A C2SP checkpoint: origin, size and root, signed by the log and by witnesses. The tree itself lies below `/v1/log/tile/` ' +
    'as C2SP tlog-tiles has it. Entries are salted commitments and say nothing of what they are to.',
  action: 'log:read',
  replies: { 200: { description: 'A signed note.', contentTypes: ['text/plain'] } },
  problems: ['log-damaged'],
  handler: (ctx) => async () => ({
    status: 200,
    bytes: Buffer.from(formatNote((await currentCheckpoint(ctx.services)).note)),
    contentType: 'text/plain; charset=utf-8',
  }),
});
