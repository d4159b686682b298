import type { MotifRights } from '../schemas/motif.ts';
import type { Queryable } from './database.ts';

export interface MotifRow {
  readonly id: string;
  readonly sha256: string;
  readonly mediaFormat: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly name: string;
  readonly meaning: string | null;
  readonly story: string | null;
  readonly source: string | null;
  readonly origin: string | null;
  readonly people: string | null;
  readonly rights: MotifRights;
  readonly addedAt: Date;
  readonly addedBy: string;
}

/** What of a motif's fingerprint the database keeps. */
export interface MotifPrint {
  readonly version: string;
  readonly views: readonly Float32Array[];
}

const SELECT = `
  select id, sha256, media_format as "mediaFormat", width_px as "widthPx", height_px as "heightPx", name, meaning, story, source,
    origin, people, rights, added_at as "addedAt", added_by as "addedBy"
  from motif where removed_at is null`;

/** Any number of ours: changes of the motifs go one after the other, so that each gets a revision of its own. */
const MOTIF_LOCK = 7_305_116_225;

async function nextRevision(tx: Queryable): Promise<number> {
  await tx.query('select pg_advisory_xact_lock($1)', [MOTIF_LOCK]);
  return (await readMotifRevision(tx)) + 1;
}

export async function insertMotif(tx: Queryable, motif: MotifRow, print: MotifPrint): Promise<void> {
  await tx.query(
    `insert into motif (id, sha256, media_format, width_px, height_px, name, meaning, story, source, origin, people, rights,
       added_at, added_by, fingerprint_version, views, dimension, revision)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      motif.id,
      motif.sha256,
      motif.mediaFormat,
      motif.widthPx,
      motif.heightPx,
      motif.name,
      motif.meaning,
      motif.story,
      motif.source,
      motif.origin,
      motif.people,
      motif.rights,
      motif.addedAt,
      motif.addedBy,
      print.version,
      bytesOf(print.views),
      print.views[0]!.length,
      await nextRevision(tx),
    ],
  );
}

export async function replaceMotifPrint(tx: Queryable, id: string, print: MotifPrint): Promise<void> {
  await tx.query(`update motif set fingerprint_version = $2, views = $3, dimension = $4, revision = $5 where id = $1`, [
    id,
    print.version,
    bytesOf(print.views),
    print.views[0]!.length,
    await nextRevision(tx),
  ]);
}

/** False where there is no such motif, or not any more. */
export async function markMotifRemoved(tx: Queryable, id: string, reason: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `update motif set removed_at = $2, removal_reason = $3, revision = $4
     where id = $1 and removed_at is null returning id`,
    [id, now, reason, await nextRevision(tx)],
  );
  return rows.length > 0;
}

export async function findMotif(db: Queryable, id: string): Promise<MotifRow | undefined> {
  const [row] = await db.query<MotifRow>(`${SELECT} and id = $1`, [id]);
  return row;
}

export async function findMotifByPicture(db: Queryable, sha256: string): Promise<MotifRow | undefined> {
  const [row] = await db.query<MotifRow>(`${SELECT} and sha256 = $1`, [sha256]);
  return row;
}

/** In the order of their names. */
export function listMotifRows(db: Queryable): Promise<MotifRow[]> {
  return db.query<MotifRow>(`${SELECT} order by name, id`);
}

export async function countMotifs(db: Queryable): Promise<number> {
  const [row] = await db.query<{ total: number }>('select count(*) as total from motif where removed_at is null');
  return row!.total;
}

/** Another number after every change of the motifs. */
export async function readMotifRevision(db: Queryable): Promise<number> {
  const [row] = await db.query<{ revision: number }>('select coalesce(max(revision), 0) as revision from motif');
  return row!.revision;
}

/** Views of the motifs whose fingerprints are of this version, by id. */
export async function readMotifViews(
  db: Queryable,
  version: string,
): Promise<ReadonlyMap<string, readonly Float32Array[]>> {
  const rows = await db.query<{ id: string; views: Uint8Array; dimension: number }>(
    'select id, views, dimension from motif where removed_at is null and fingerprint_version = $1',
    [version],
  );
  return new Map(rows.map(({ id, views, dimension }) => [id, viewsOf(views, dimension)]));
}

/** Motifs whose fingerprints are of another version. */
export function listOutdatedMotifs(db: Queryable, version: string): Promise<MotifRow[]> {
  return db.query<MotifRow>(`${SELECT} and fingerprint_version <> $1 order by key`, [version]);
}

function bytesOf(views: readonly Float32Array[]): Uint8Array {
  return Buffer.concat(
    views.map((view) => {
      const bytes = Buffer.alloc(4 * view.length);
      for (const [i, value] of view.entries()) bytes.writeFloatLE(value, 4 * i);
      return bytes;
    }),
  );
}

function viewsOf(bytes: Uint8Array, dimension: number): Float32Array[] {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length / (4 * dimension);
  return Array.from({ length: count }, (_, view) =>
    Float32Array.from({ length: dimension }, (_, i) => data.getFloat32(4 * (view * dimension + i), true)),
  );
}
