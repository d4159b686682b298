import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BLOCK = Buffer.alloc(1 << 20, 1);

/** A file system of its own, so small that a test can fill it. */
export interface SmallDisk {
  readonly folder: string;
  /** Fills it to the last byte. */
  fill(): void;
  /** Takes back what `fill` wrote. */
  free(): void;
  enlarge(toMegabytes: number): void;
  setReadOnly(isReadOnly: boolean): void;
  unmount(): void;
}

/** Mounts a file system in memory at `folder`. */
export function mountDisk(folder: string, megabytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true });
  run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill() {
      for (let part = 0; ; part++) {
        const { bavail, bsize } = statfsSync(folder);
        if (bavail === 0) return;
        writeFileSync(`${ballast}-${part}`, BLOCK.subarray(0, Math.min(bavail * bsize, BLOCK.length)));
      }
    },
    free() {
      run('sh', ['-c', `rm -f "${ballast}"-*`]);
    },
    enlarge: (toMegabytes) => run('mount', ['-o', `remount,size=${toMegabytes}m`, folder]),
    setReadOnly: (isReadOnly) => run('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder]),
    unmount: () => run('umount', ['-l', folder]),
  };
}

/** Why nothing can be mounted here, if that is so. In CI it has to be possible. */
export function mountingFault(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-mount-'));
  try {
    mountDisk(folder, 1).unmount();
    return undefined;
  } catch (error) {
    if (process.env.CI) throw error;
    const reason = `not run: a small disk cannot be mounted here (mount needs root): ${String(error).split('\n')[0]}`;
    console.warn(reason);
    return reason;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { stdio: 'pipe' });
}
