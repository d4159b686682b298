import { fsyncSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type FilesystemOptions = Parameters<NodeFS['init']>[1];

/** The part of Emscripten's NODEFS that we add to: `nfd` is the descriptor of the operating system. */
interface NodeFsMount {
  readonly stream_ops: { fsync?: (stream: { readonly nfd?: number }) => number };
}

/**
 * PGlite's folder on disk with an fsync that reaches the disk. PGlite 0.5 switches PostgreSQL's fsync off and its
 * fdatasync does nothing, but the C library's fsync asks the file system for an `fsync` operation, which NODEFS lacks.
 * With this one, and PostgreSQL told `wal_sync_method=fsync`, a commit is on disk before it is acknowledged.
 */
export class DurableNodeFs extends NodeFS {
  override async init(pg: PGlite, options: FilesystemOptions): Promise<{ emscriptenOpts: FilesystemOptions }> {
    const { emscriptenOpts } = await super.init(pg, options);
    const addFsync = (module: { readonly FS: object }) => {
      const { filesystems } = module.FS as { filesystems: { NODEFS: NodeFsMount } };
      filesystems.NODEFS.stream_ops.fsync = ({ nfd }) => {
        if (nfd !== undefined) fsyncSync(nfd);
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addFsync] } };
  }
}
