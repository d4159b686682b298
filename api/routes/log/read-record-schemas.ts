import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { RECORD_SCHEMAS } from '../../proof/records.ts';
import { recordSchemasSchema } from '../../schemas/log.ts';

const body = {
  schemas: Object.fromEntries(
    Object.entries(RECORD_SCHEMAS).map(([type, schema]) => [type, z.toJSONSchema(schema) as Record<string, unknown>]),
  ),
};

export const readRecordSchemas = defineOperation({
  id: 'readRecordSchemas',
  method: 'get',
  path: '/v1/log/record-schemas',
  tag: 'log',
  summary: 'What the records are that entries of the log are commitments to, as JSON Schemas.',
  description:
    'An entry is the RFC 8785 text of `{algorithm, commitment, type}`. Whoever is shown a record with its salt computes the ' +
    'commitment, SHA-256("selvedge commitment v1\\n" ‖ salt ‖ RFC 8785 text of the record), and finds it in the log.',
  action: 'log:read',
  replies: {
    200: { description: 'The schemas, by the type of the record.', name: 'RecordSchemas', schema: recordSchemasSchema },
  },
  problems: [],
  handler: () => async () => ({ status: 200, body }),
});
