import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { COLOUR_HISTOGRAM_LENGTH } from '../core/colour-histogram.ts';
import type { DihedralHashes, SearchEntry } from '../core/fingerprint.ts';
import type { LibraryChange } from '../engine.ts';
import { loadMatrixProducts } from '../model/matrix-product.ts';
import { PatternIndex, type PatternIndexOptions } from '../search/pattern-index.ts';
import { loadSnapshot, saveSnapshot } from '../search/snapshot.ts';
import { serveTasks } from './protocol.ts';

export interface LibraryWorkerData {
  readonly modelsDir: string;
  readonly snapshotDir: string | undefined;
  readonly fingerprintVersion: string;
  readonly dimension: number;
  readonly crossoverPatterns: number | undefined;
}

/** Where the index stands after a task. */
export interface LibraryState {
  readonly position: number;
  readonly size: number;
}

export interface SearchTask {
  readonly entry: SearchEntry;
  readonly forms: DihedralHashes;
  /** Of each channel's list. */
  readonly length: number;
}

const { modelsDir, snapshotDir, fingerprintVersion, dimension, crossoverPatterns } = workerData as LibraryWorkerData;
const snapshotFile = snapshotDir === undefined ? undefined : join(snapshotDir, 'patterns.snapshot');

interface Opened {
  readonly index: PatternIndex;
  readonly snapshot: 'loaded' | 'absent' | { readonly discarded: string };
}

let position = 0;
const opening = open();
// Told by the tasks that wait for it, not as an unhandled rejection that would end the thread.
opening.catch(() => {});
// Whoever calls is told; unheard before the first call it would end the thread, which would be started anew for ever.
opening.catch(() => undefined);

async function open(): Promise<Opened> {
  const products = await loadMatrixProducts(modelsDir);
  const options: PatternIndexOptions = {
    fingerprintVersion,
    dimension,
    histogramLength: COLOUR_HISTOGRAM_LENGTH,
    product: products.uint8,
    ...(crossoverPatterns !== undefined && { crossoverKeys: crossoverPatterns }),
  };
  const loaded =
    snapshotFile === undefined ? ({ status: 'absent' } as const) : await loadSnapshot(snapshotFile, options);
  if (loaded.status !== 'loaded') {
    const snapshot = loaded.status === 'absent' ? 'absent' : { discarded: loaded.reason };
    return { index: new PatternIndex(options), snapshot };
  }
  position = loaded.position;
  return { index: loaded.index, snapshot: 'loaded' };
}

const stateOf = (index: PatternIndex): LibraryState => ({ position, size: index.size });

serveTasks({
  async open() {
    const { index, snapshot } = await opening;
    return { ...stateOf(index), snapshot };
  },

  async apply(changes: readonly LibraryChange[]) {
    const { index } = await opening;
    for (const change of changes) {
      if (change.position <= position) continue;
      if (change.position !== position + 1) {
        throw new RangeError(`Expected change ${position + 1} of the feed but received ${change.position}.`);
      }
      if (change.kind === 'put') index.put(change.key, change.entry);
      else index.remove(change.key);
      position = change.position;
    }
    return stateOf(index);
  },

  async search({ entry, forms, length }: SearchTask) {
    const { index } = await opening;
    const state = stateOf(index);
    return { ...state, shortlist: await index.shortlist(entry, forms, length) };
  },

  async wholeViews() {
    const { index } = await opening;
    return index.wholeViews();
  },

  /** Stored patterns by key; what is gone is left out. */
  async entries(keys: readonly number[]) {
    const { index } = await opening;
    return keys.flatMap((key) => {
      const entry = index.entry(key);
      return entry ? [{ key, entry }] : [];
    });
  },

  async save() {
    const { index } = await opening;
    if (snapshotFile !== undefined) await saveSnapshot(snapshotFile, index, position);
  },
});
