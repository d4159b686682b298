import type { Fingerprint } from '../../../engine/index.ts';
import { sha256Of } from '../../store/blob-store.ts';
import { readEntries } from '../../store/fingerprint-rows.ts';
import { findRecords, readPatterns, type StoredPattern } from '../../store/pattern-rows.ts';
import { readRegistrationStates } from '../../store/report-rows.ts';
import type { Actor } from '../access/actor.ts';
import { type CallOptions, type ServiceContext, taskOptions } from '../context.ts';
import { datesOf, earliestEvidencedMs } from '../dated-facts.ts';
import { acceptedFingerprint } from '../import-pattern.ts';
import { loadPicture, notFound } from '../live-records.ts';
import { readFeatures } from '../pattern-blobs.ts';
import type { FoundWork } from '../search-library.ts';
import { seesRecord } from '../visibility.ts';
import type { FrozenInputs, FrozenRecord } from './frozen-inputs.ts';

/** Records that a search brings into a report at most: what a court can read. */
export const RECORDS_MAX = 10;

export interface Frozen {
  readonly inputs: FrozenInputs;
  /** Digests of the pictures that recomputing takes, the disputed one first. */
  readonly pictures: readonly string[];
}

/** What was found, with what `order` names besides, as it stands now. Throws `not-found` for a named record that the actor may not see. */
export async function freeze(
  ctx: ServiceContext,
  found: {
    readonly picture: Uint8Array;
    readonly fingerprint: Fingerprint;
    readonly works: readonly FoundWork[];
    readonly named: readonly string[];
    readonly libraryPosition: number;
    readonly worksSearched: number;
  },
  actor: Actor,
): Promise<Frozen> {
  const listed = new Set(found.works.map(({ record }) => record.id));
  const named = [...new Set(found.named)].filter((id) => !listed.has(id));
  const notCompared: { id: string; reason: string }[] = [];
  const keys = found.works.map(({ record }) => record.key);
  for (const record of await findRecords(ctx.store, named)) {
    if (!(await seesRecord(ctx.store, actor, record))) throw notFound(record.id);
    if (record.removed) notCompared.push({ id: record.id, reason: 'removed' });
    else keys.push(record.key);
  }
  const known = new Set([...notCompared.map(({ id }) => id), ...listed]);
  const stored = await readPatterns(ctx.store, keys);
  for (const { id } of stored.values()) known.add(id);
  for (const id of named) if (!known.has(id)) throw notFound(id);
  const { records, unready } = await frozenRecords(ctx, [...stored.values()]);
  const sha256 = sha256Of(found.picture);
  return {
    inputs: {
      type: 'selvedge/report-inputs/v1',
      versions: { ...ctx.engine.versions },
      libraryPosition: found.libraryPosition,
      worksSearched: found.worksSearched,
      recordsMax: RECORDS_MAX,
      disputed: { sha256, bytes: found.picture.length, fingerprint: found.fingerprint },
      records,
      notCompared: [...notCompared, ...unready.map((id) => ({ id, reason: 'not-fingerprinted' }))],
    },
    pictures: [...new Set([sha256, ...records.map((record) => record.sha256)])],
  };
}

async function frozenRecords(
  ctx: ServiceContext,
  stored: readonly StoredPattern[],
): Promise<{ readonly records: FrozenRecord[]; readonly unready: string[] }> {
  const keys = stored.map(({ key }) => key);
  const [entries, features, states] = await Promise.all([
    readEntries(ctx.store, keys),
    readFeatures(ctx.store, ctx.blobs, keys),
    readRegistrationStates(
      ctx.store,
      stored.map(({ id }) => id),
    ),
  ]);
  const records: FrozenRecord[] = [];
  const unready: string[] = [];
  for (const pattern of stored) {
    const [entry, bytes] = [entries.get(pattern.key), features.get(pattern.key)];
    // Being recomputed for a new model: there is nothing that this one could be compared with.
    if (entry === undefined || bytes === undefined || entry.version !== ctx.engine.versions.fingerprint)
      unready.push(pattern.id);
    else
      records.push({
        ...factsOf(pattern, states),
        fingerprint: { ...entry, features: Uint8Array.from(bytes) },
      });
  }
  return { records, unready };
}

function factsOf(pattern: StoredPattern, states: ReadonlyMap<string, string>) {
  const dates = datesOf(pattern);
  return {
    id: pattern.id,
    title: pattern.title,
    owner: pattern.owner,
    registrationNumber: pattern.registrationNumber,
    status: states.get(pattern.id) ?? null,
    sha256: pattern.sha256,
    bytes: pattern.byteLength,
    dates,
    earliestEvidenced: new Date(earliestEvidencedMs(dates)).toISOString(),
  };
}

/** The same inputs with fingerprints of the engine that runs now, from the frozen pictures. What is known of the records stays as it was. */
export async function refrozen(
  ctx: Pick<ServiceContext, 'engine' | 'blobs'>,
  inputs: FrozenInputs,
  options: Pick<CallOptions, 'signal'>,
): Promise<FrozenInputs> {
  if (inputs.disputed.fingerprint.version === ctx.engine.versions.fingerprint) return inputs;
  const fingerprintOf = async (sha256: string) =>
    acceptedFingerprint(await ctx.engine.fingerprint(await loadPicture(ctx, sha256), taskOptions(options)));
  const records: FrozenRecord[] = [];
  for (const record of inputs.records) {
    const { dihedral: _forms, screenless: _look, ...fingerprint } = await fingerprintOf(record.sha256);
    records.push({ ...record, fingerprint });
  }
  const disputed = { ...inputs.disputed, fingerprint: await fingerprintOf(inputs.disputed.sha256) };
  return { ...inputs, versions: { ...ctx.engine.versions }, disputed, records };
}
