import { canonicalBytes, type Json } from '../../proof/canonical-json.ts';
import type { SimilarityReportRecord } from '../../proof/records.ts';
import type { ReportStatement } from '../../proof/similarity-report.ts';
import type { ReportOrder } from '../../schemas/report.ts';
import { readTenantName } from '../../store/accounts/tenant-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { sha256Of } from '../../store/blob-store.ts';
import type { Queryable } from '../../store/database.ts';
import { lockPicture } from '../../store/pattern-rows.ts';
import { makeId } from '../../store/record-id.ts';
import { insertReport, type ReportRow } from '../../store/report-rows.ts';
import type { Actor } from '../access/actor.ts';
import { type CallOptions, type ServiceContext, taskOptions } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { findingsOf } from './findings.ts';
import type { Frozen } from './freeze.ts';
import { encodeInputs } from './frozen-inputs.ts';
import { judgementsOf } from './judgements.ts';
import { type ReportContent, reportKey } from './read.ts';

/** What a report says that no picture does. */
interface About {
  readonly order: ReportOrder;
  readonly restricted: ReportStatement['restricted'];
  readonly counters: string | null;
  readonly replaces: string | null;
}

/** What it is made from; `disputed`: that picture itself, where no earlier report keeps it. */
type ReportSource = Frozen & { readonly disputed?: Uint8Array };

/**
 * Makes a report, keeps it with its inputs and pictures, and enters it into the log. Throws `not-now` where a picture has gone with its record since it was
 * frozen, `clock-set-back`, `log-damaged`, `key-unusable`.
 */
export async function keepReport(
  ctx: ServiceContext,
  source: ReportSource,
  about: About,
  options: CallOptions,
): Promise<ReportRow> {
  const { actor } = options;
  const { inputs } = source;
  const findings = await findingsOf(ctx.engine, inputs, taskOptions(options));
  const at = ctx.transparency.now();
  const statement: ReportStatement = {
    ...(await statementOf(ctx, about, actor, at)),
    judgements: await judgementsOf(ctx, actor, inputs),
  };
  const content: ReportContent = { findings, statement };
  const [stored, frozen] = [canonicalBytes(content as unknown as Json), encodeInputs(inputs)];
  const { counters, replaces } = about;
  const row = {
    id: statement.id,
    account: actor.name,
    tenant: actor.tenant,
    orderedAt: at,
    grade: findings.grade,
    contentSha256: sha256Of(stored),
    findingsSha256: sha256Of(canonicalBytes(findings as unknown as Json)),
    inputsSha256: sha256Of(frozen),
    counters,
    replaces,
  };
  const record: SimilarityReportRecord = {
    type: 'selvedge/similarity-report/v1',
    id: row.id,
    findingsSha256: row.findingsSha256,
    statementSha256: sha256Of(canonicalBytes(statement as unknown as Json)),
    inputsSha256: row.inputsSha256,
    counters,
    replaces,
    at: at.toISOString(),
  };
  await ctx.blobs.put({ kind: 'report', sha256: row.inputsSha256 }, frozen);
  await ctx.blobs.put({ kind: 'report', sha256: row.contentSha256 }, stored);
  await ctx.store.transaction(async (tx) => {
    await holdPictures(ctx, tx, source);
    await insertReport(tx, row, source.pictures);
    await appendAudit(tx, {
      at,
      actor: actor.name,
      action: 'order-report',
      object: { kind: 'report', id: row.id },
      tenant: row.tenant,
      after: { grade: row.grade, counters, replaces },
    });
    await ctx.transparency.enter(tx, reportKey(row.id), record);
  });
  await ctx.transparency.flush();
  return { ...row, supersededAt: null, supersededReason: null, supersededNote: null };
}

/** Locks the pictures until the report holds them: whoever removes their records sweeps away what nothing holds, and may have done so since they were frozen. */
async function holdPictures(
  { blobs }: Pick<ServiceContext, 'blobs'>,
  tx: Queryable,
  { inputs, pictures, disputed }: ReportSource,
): Promise<void> {
  for (const sha256 of [...pictures].sort()) {
    await lockPicture(tx, sha256);
    const name = { kind: 'picture', sha256 } as const;
    if (disputed !== undefined && sha256 === inputs.disputed.sha256) await blobs.put(name, disputed);
    else if (!(await blobs.has(name)))
      throw new ServiceError('not-now', {
        expected: 'records that stay while the report is made',
        received: 'one that was removed meanwhile',
        remedy: 'Order the report again.',
      });
  }
}

async function statementOf(
  { store }: Pick<ServiceContext, 'store'>,
  { order: { claimant, respondent, matter, capture }, restricted, counters, replaces }: About,
  { name, tenant }: Actor,
  at: Date,
): Promise<Omit<ReportStatement, 'judgements'>> {
  return {
    id: makeId('SR', at),
    kind: counters === null ? 'report' : 'counter-report',
    orderedAt: at.toISOString(),
    orderedBy: name,
    issuer: (tenant === null ? undefined : await readTenantName(store, tenant)) ?? 'Selvedge',
    claimant: claimant === undefined ? null : { name: claimant },
    respondent: respondent === undefined ? null : { name: respondent },
    matter: matter ?? null,
    capture: {
      takenOn: capture?.takenOn ?? null,
      place: capture?.place ?? null,
      source: capture?.source ?? null,
    },
    propositions: ['derived', 'independent'],
    restricted: [...restricted],
    counters,
    replaces,
  };
}
