import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { concatBytes, sameBytes } from '../../proof/bytes.ts';
import { logEntry } from '../../proof/log-entry.ts';
import { HASH_BYTES, leafHash } from '../../proof/merkle/hashes.ts';
import { bundledEntry, runHash, TILE_WIDTH, type Tile, tilePath } from '../../proof/merkle/tiles.ts';
import { treeRoot } from '../../proof/merkle/tree.ts';
import { ServiceError } from '../../store/errors.ts';
import { type JournalLine, readJournal } from '../../store/log/journal.ts';
import { journalFolder, readCheckpoint } from '../../store/log/log-folder.ts';
import { readPlaces } from '../../store/log/outbox.ts';
import { nodesOnDisk } from '../../store/log/tile-writer.ts';
import type { ServiceContext } from '../context.ts';

export interface LogFinding {
  /** `error`: what was signed is not what is there; `warning`: it heals when the log is opened; `info`: as it should be. */
  readonly severity: 'error' | 'warning' | 'info';
  readonly what: string;
}

type Report = (severity: LogFinding['severity'], what: string) => void;

/**
 * Reads the whole log and changes nothing: signature, journal, every tile and entry bundle, the root, and that the database
 * knows each act at its place. `folder` need not be opened.
 */
export async function checkLog(
  ctx: Pick<ServiceContext, 'store' | 'keyring'> & { readonly transparency: { readonly folder: string } },
): Promise<readonly LogFinding[]> {
  const { folder } = ctx.transparency;
  const findings: LogFinding[] = [];
  const report: Report = (severity, what) => findings.push({ severity, what });
  try {
    const checkpoint = await readCheckpoint(folder, ctx.keyring);
    if (checkpoint === undefined) {
      report('info', 'no checkpoint: the log has not been begun');
      return findings;
    }
    report('info', `checkpoint of ${checkpoint.origin} at ${checkpoint.size} entries, signature verified`);
    const tree = await checkJournal(ctx, checkpoint.size, report);
    await checkTiles(folder, tree, report);
    const root = await treeRoot(checkpoint.size, nodesOnDisk(folder, checkpoint.size));
    if (sameBytes(root, checkpoint.root)) report('info', 'the tiles have the signed root');
    else report('error', 'the tiles have another root than the one that was signed');
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    report('error', error.message);
  }
  return findings;
}

interface TreeOfJournal {
  readonly entries: readonly Uint8Array[];
  readonly leaves: readonly Uint8Array[];
}

async function checkJournal(
  ctx: Pick<ServiceContext, 'store'> & { readonly transparency: { readonly folder: string } },
  size: number,
  report: Report,
): Promise<TreeOfJournal> {
  const entries: Uint8Array[] = [];
  const keys = new Set<string>();
  let unsigned = 0;
  let page: JournalLine[] = [];
  const checkPage = async () => {
    const places = await readPlaces(
      ctx.store,
      page.map(({ key }) => key),
    );
    for (const { key, index } of page)
      if (places.get(key) !== index) report('warning', `entry ${index}: the database does not know it there`);
    page = [];
  };
  for await (const line of readJournal(journalFolder(ctx.transparency.folder))) {
    if (line.index >= size) {
      unsigned++;
      continue;
    }
    if (keys.has(line.key)) report('error', `entry ${line.index}: the same act is in the log before`);
    keys.add(line.key);
    entries.push(logEntry(line));
    page.push(line);
    if (page.length === TILE_WIDTH) await checkPage();
  }
  await checkPage();
  if (entries.length < size) report('error', `the journal has ${entries.length} of ${size} signed entries`);
  else report('info', `journal of ${entries.length} entries read`);
  if (unsigned > 0) report('warning', `${unsigned} entries are not signed yet`);
  return { entries, leaves: entries.map(leafHash) };
}

/** Holds every file of the tree to what the journal makes of it. */
async function checkTiles(folder: string, { entries, leaves }: TreeOfJournal, report: Report): Promise<void> {
  let files = 0;
  const check = async (tile: Tile, expected: Uint8Array) => {
    files++;
    const bytes = await readFile(join(folder, tilePath(tile))).catch(() => undefined);
    if (bytes === undefined) report('warning', `${tilePath(tile)} is missing`);
    else if (!sameBytes(new Uint8Array(bytes), expected)) report('error', `${tilePath(tile)} was altered`);
  };
  for (let begin = 0, index = 0; begin < entries.length; begin += TILE_WIDTH, index++) {
    const bundle = entries.slice(begin, begin + TILE_WIDTH).map(bundledEntry);
    await check({ level: 'entries', index, width: bundle.length }, concatBytes(...bundle));
  }
  for (let level = 0, hashes = leaves; hashes.length > 0; level++) {
    const above: Uint8Array[] = [];
    for (let begin = 0, index = 0; begin < hashes.length; begin += TILE_WIDTH, index++) {
      const bytes = concatBytes(...hashes.slice(begin, begin + TILE_WIDTH));
      await check({ level, index, width: bytes.length / HASH_BYTES }, bytes);
      if (bytes.length === TILE_WIDTH * HASH_BYTES) above.push(runHash(bytes));
    }
    hashes = above;
  }
  report('info', `${files} files of the tree compared with the journal`);
}
