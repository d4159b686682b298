import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Values kept on disk by a hexadecimal key, one file each, written whole or not at all: a run that was cut off goes on where it stopped. */
export class KeptFiles<T> {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  path(key: string): string {
    return join(this.#folder, key.slice(0, 2), key);
  }

  get(key: string): T | undefined {
    const path = this.path(key);
    return existsSync(path) ? (deserialize(readFileSync(path)) as T) : undefined;
  }

  put(key: string, value: T): void {
    const path = this.path(key);
    mkdirSync(dirname(path), { recursive: true });
    const aside = `${path}.${process.pid}.tmp`;
    writeFileSync(aside, serialize(value));
    renameSync(aside, path);
  }
}
