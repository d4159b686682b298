import { unzipSync, zipSync } from 'fflate';
import { sameBytes } from '../bytes.ts';

/** What can be wrong with an archive as such. */
export type ArchiveFault =
  | 'archive-unreadable'
  | 'archive-too-large'
  | 'archive-altered'
  | 'member-name'
  | 'member-twice'
  | 'member-packed';

export class ArchiveError extends Error {
  readonly code: ArchiveFault;
  /** The member at fault; null for the archive itself. */
  readonly member: string | null;
  constructor(code: ArchiveFault, member: string | null = null) {
    super(code);
    this.code = code;
    this.member = member;
  }
}

export const ARCHIVE_BYTES_MAX = 512 * 1024 * 1024;
const MEMBERS_MAX = 400;
/** Letters that every system writes alike; no folder but one level, nothing that leads out of it. */
const MEMBER_NAME = /^(?:[a-z0-9][a-z0-9-]{0,40}\/)?[a-z0-9][a-z0-9-]{0,80}(?:\.[a-z0-9]{1,10}){0,2}$/;
/** The first day that the format knows, as the clock on the wall has it: no archive says when or where it was packed. */
const NO_DATE = new Date(1980, 0, 1);

/**
 * Packs members in the order of their names, stored as they are. One set of members has one archive: whoever verifies packs anew and
 * compares, so nothing can hide between members, and no two programs can read one archive differently.
 */
export function packArchive(members: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const names = [...members.keys()].sort();
  const odd = names.find((name) => !MEMBER_NAME.test(name));
  if (odd !== undefined) throw new RangeError(`a member called ${odd}`);
  return zipSync(Object.fromEntries(names.map((name) => [name, members.get(name)!])), {
    level: 0,
    mtime: NO_DATE,
    os: 0,
    attrs: 0,
  });
}

/** Reads what packArchive wrote, and nothing else. Members are not larger than the archive, since none is packed. Throws ArchiveError. */
export function unpackArchive(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  if (bytes.length > ARCHIVE_BYTES_MAX) throw new ArchiveError('archive-too-large');
  const seen = new Set<string>();
  let total = 0;
  let read: Record<string, Uint8Array>;
  try {
    read = unzipSync(bytes, {
      filter({ name, originalSize, size, compression }) {
        if (!MEMBER_NAME.test(name)) throw new ArchiveError('member-name', name.slice(0, 200));
        if (seen.has(name)) throw new ArchiveError('member-twice', name);
        if (compression !== 0 || originalSize !== size) throw new ArchiveError('member-packed', name);
        total += size;
        if (seen.add(name).size > MEMBERS_MAX || total > bytes.length) throw new ArchiveError('archive-too-large');
        return true;
      },
    });
  } catch (error) {
    throw error instanceof ArchiveError ? error : new ArchiveError('archive-unreadable');
  }
  return new Map(Object.entries(read));
}

/** Whether the archive is, byte for byte, that of its members. */
export function isPackedAlike(bytes: Uint8Array, members: ReadonlyMap<string, Uint8Array>): boolean {
  return sameBytes(packArchive(members), bytes);
}
