import { z } from 'zod';
import type { AuditFilter } from '../services/audit.ts';
import type { StoredAuditEntry } from '../store/audit-trail.ts';
import { WITHOUT_CONTROL_CHARACTERS } from './pattern.ts';

const word = z.string().min(1).max(60).regex(WITHOUT_CONTROL_CHARACTERS).optional();

/** What entries of the audit trail are asked for by. */
export const auditFilterShape = {
  objectKind: word,
  objectId: word,
  actor: word,
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
};

const values = z.record(z.string(), z.unknown()).nullable();
export const auditEntrySchema = z.object({
  entry: z.int(),
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  objectKind: z.string().nullable(),
  objectId: z.string().nullable(),
  onBehalfOf: z.string().nullable(),
  tenant: z.string().nullable(),
  reason: z.string().nullable(),
  before: values,
  after: values,
});

export const auditPageSchema = z.object({
  entries: z.array(auditEntrySchema),
  names: z
    .record(z.string(), z.string().nullable())
    .describe('What ids in these entries stand for, as far as the reader may know it; null where the name was erased.'),
});
export type AuditPageView = z.infer<typeof auditPageSchema>;

export function viewOfEntry(entry: StoredAuditEntry): z.input<typeof auditEntrySchema> {
  const { before, after } = entry;
  return { ...entry, at: entry.at.toISOString(), before: before && { ...before }, after: after && { ...after } };
}

export function filterOf(query: z.output<z.ZodObject<typeof auditFilterShape>>): AuditFilter {
  const { objectKind = null, objectId = null, actor = null, from, until } = query;
  const time = (text: string | undefined) => (text === undefined ? null : new Date(text));
  return { objectKind, objectId, actor, from: time(from), until: time(until) };
}
