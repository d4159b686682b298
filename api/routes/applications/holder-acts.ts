import { z } from 'zod';
import { proseSchema } from '../../schemas/application.ts';
import { noteLicence, recordTransfer } from '../../services/applications/title.ts';
import { caseAct } from './case-act.ts';

const evidence = z.array(proseSchema(200)).max(10).default([]);

/** Steps of a registration that are its holder's, or the registrar's on a document. */
export const HOLDER_ACTS = [
  caseAct({
    id: 'recordTransfer',
    address: 'transfer',
    summary: 'Records that a right has passed: the holder may, and the registrar on a document.',
    action: 'registration:transfer',
    json: z.strictObject({
      event: z.enum(['transfer', 'inheritance', 'court-order']),
      effectiveOn: z.iso.date(),
      from: proseSchema(200),
      to: z
        .array(z.strictObject({ holder: proseSchema(200), share: z.string().max(40) }))
        .min(1)
        .max(20),
      basis: proseSchema(500),
      evidence,
    }),
    perform: (services, id, transfer, { actor }) => recordTransfer(services, actor, id, transfer),
  }),
  caseAct({
    id: 'noteLicence',
    address: 'licence',
    summary: 'Notes a licence that a holder has given.',
    action: 'registration:transfer',
    json: z.strictObject({
      from: proseSchema(200),
      licensee: proseSchema(200),
      exclusive: z.boolean(),
      effectiveOn: z.iso.date(),
      extent: proseSchema(500),
      basis: proseSchema(500),
      evidence,
    }),
    perform: (services, id, licence, { actor }) => noteLicence(services, actor, id, licence),
  }),
];
