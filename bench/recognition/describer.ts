import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { EditTruth } from '../../datasets/edits/index.ts';
import { type Engine, type Fingerprint, type FingerprintOutcome, siblingModule } from '../../engine/index.ts';
import { TaskPool } from '../../engine/pool/task-pool.ts';
import { codeHash, sha256 } from './code-hash.ts';
import { KeptFiles } from './kept-files.ts';
import type { DrawnRecipe, Recipe } from './recipe.ts';

interface Drawing {
  /** SHA-256 of the encoded picture. */
  readonly content: string;
  readonly truth: EditTruth | undefined;
}

export interface Described extends Drawing {
  readonly outcome: FingerprintOutcome | { readonly status: 'rejected'; readonly code: string };
}

const DRAWING_TIMEOUT_MS = 600_000;

/**
 * Draws recipes and fingerprints them, each once: drawings are kept by recipe and version of the generator, pictures by content, fingerprints by content and version.
 */
export class Describer {
  readonly #engine: Engine;
  readonly #drawers: TaskPool;
  readonly #drawings: KeptFiles<Drawing>;
  readonly #fingerprints: KeptFiles<Described['outcome']>;
  readonly #picturesDir: string;

  constructor(engine: Engine, rootDir: string, cacheDir: string, workers: number) {
    this.#engine = engine;
    this.#drawers = new TaskPool({
      entry: siblingModule('draw-worker', import.meta.url),
      workers,
      queueLimit: 1000,
      taskTimeoutMs: DRAWING_TIMEOUT_MS,
    });
    const generator = sha256(
      `${codeHash(join(rootDir, 'datasets'))} ${readFileSync(join(import.meta.dirname, 'recipe.ts'), 'utf8')} ${sharp.versions.vips}`,
    ).slice(0, 16);
    this.#drawings = new KeptFiles(join(cacheDir, 'drawings', generator));
    this.#fingerprints = new KeptFiles(
      join(cacheDir, 'fingerprints', sha256(engine.versions.fingerprint).slice(0, 16)),
    );
    this.#picturesDir = join(cacheDir, 'pictures');
  }

  async describe(recipe: Recipe): Promise<Described> {
    const drawing = await this.#draw(recipe);
    const kept = this.#fingerprints.get(drawing.content);
    if (kept) return { ...drawing, outcome: kept };
    const outcome = await this.#fingerprint(drawing.content);
    this.#fingerprints.put(drawing.content, outcome);
    return { ...drawing, outcome };
  }

  /** The kept fingerprint of a picture; undefined where it is not comparable. */
  fingerprintOf(content: string): Fingerprint | undefined {
    const outcome = this.#fingerprints.get(content);
    return outcome?.status === 'fingerprinted' ? outcome.fingerprint : undefined;
  }

  picturePath(content: string): string {
    return join(this.#picturesDir, content.slice(0, 2), `${content}.img`);
  }

  close(): Promise<void> {
    return this.#drawers.close();
  }

  async #draw(recipe: Recipe): Promise<Drawing> {
    const key = sha256(JSON.stringify(recipe));
    const kept = this.#drawings.get(key);
    if (kept && existsSync(this.picturePath(kept.content))) return kept;
    const { file, truth } = await this.#drawers.run<DrawnRecipe>('draw', recipe);
    const drawing = { content: sha256(file), truth };
    const path = this.picturePath(drawing.content);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file);
    this.#drawings.put(key, drawing);
    return drawing;
  }

  async #fingerprint(content: string): Promise<Described['outcome']> {
    try {
      return await this.#engine.fingerprint(readFileSync(this.picturePath(content)));
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === undefined || code === 'busy' || code === 'worker-lost' || code === 'timed-out') throw error;
      return { status: 'rejected', code };
    }
  }
}

/** Runs `work` over all items, a few at a time, in order of start. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) await work(items[index]!, index);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
