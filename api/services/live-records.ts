import type { Queryable } from '../store/database.ts';
import { type FoundRecord, findRecord } from '../store/pattern-rows.ts';
import type { Actor } from './access/actor.ts';
import type { ServiceContext } from './context.ts';
import { ServiceError } from './errors.ts';
import { seesRecord } from './visibility.ts';

/** The record of an id. Throws `not-found`, for one that the actor may not see too, or `already-removed`. */
export async function findLive(
  { store }: { readonly store: Queryable },
  id: string,
  actor: Actor,
): Promise<FoundRecord> {
  const record = await findRecord(store, id);
  if (record === undefined || !(await seesRecord(store, actor, record))) throw notFound(id);
  if (record.removed)
    throw new ServiceError('already-removed', {
      expected: 'the id of a pattern in the library',
      received: `${id}, which was removed`,
      remedy: 'Its removal and the reason are in the audit trail.',
    });
  return record;
}

export function notFound(id: string): ServiceError {
  return new ServiceError('not-found', {
    expected: 'the id of something that is there',
    received: id.slice(0, 60),
    remedy: 'Check the id.',
  });
}

/** The stored picture. Throws `picture-lost` where the database knows it but the folder does not. */
export async function loadPicture({ blobs }: Pick<ServiceContext, 'blobs'>, sha256: string): Promise<Uint8Array> {
  const bytes = await blobs.read({ kind: 'picture', sha256 });
  if (bytes) return bytes;
  throw new ServiceError('picture-lost', {
    expected: 'the picture of this pattern in the data folder',
    received: 'nothing under its SHA-256',
    remedy: 'Run `selvedge doctor`, and restore the picture from a backup.',
  });
}
