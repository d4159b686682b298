import type { KnownMotif } from '../../../engine/index.ts';
import type { BlobStore } from '../../store/blob-store.ts';
import type { Database } from '../../store/database.ts';
import { listMotifRows, type MotifRow, readMotifRevision, readMotifViews } from '../../store/motif-rows.ts';

export interface RememberedMotif extends KnownMotif {
  readonly row: MotifRow;
}

/** The known motifs in memory, so that a check asks the database no more than whether they are still the same. */
export class MotifMemory {
  readonly #store: Database;
  readonly #blobs: BlobStore;
  readonly #version: string;
  #loaded: { readonly revision: number; readonly motifs: readonly RememberedMotif[] } = { revision: 0, motifs: [] };

  /** `version`: of the fingerprints; motifs of another version are left out until they have been computed anew. */
  constructor(store: Database, blobs: BlobStore, version: string) {
    this.#store = store;
    this.#blobs = blobs;
    this.#version = version;
  }

  async current(): Promise<readonly RememberedMotif[]> {
    const revision = await readMotifRevision(this.#store);
    if (revision !== this.#loaded.revision) this.#loaded = { revision, motifs: await this.#load() };
    return this.#loaded.motifs;
  }

  async #load(): Promise<RememberedMotif[]> {
    const rows = await listMotifRows(this.#store);
    const viewsOf = await readMotifViews(this.#store, this.#version);
    const loaded = await Promise.all(
      rows.map(async (row) => {
        const views = viewsOf.get(row.id);
        const name = { kind: 'features', sha256: row.sha256, version: this.#version } as const;
        const features = views && (await this.#blobs.read(name));
        return views && features ? [{ id: row.id, views, features, row }] : [];
      }),
    );
    return loaded.flat();
  }
}
