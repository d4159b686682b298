import { appendFileSync, readFileSync } from 'node:fs';
import { bytesToHex, hexToBytes } from '../../../api/proof/bytes.ts';
import { verifyConsistency } from '../../../api/proof/merkle/verify.ts';
import { consistencyBetween, provenEntry } from '../../../api/services/proof/log-proofs.ts';
import { verifiedEntry } from './log-fixture.ts';
import { openPlain } from './registry-fixture.ts';

/** Opens the registry, holds the log to everything acknowledged before, then logs acts until it is killed. */
const [dataDir, acknowledgedFile, round] = process.argv.slice(2) as [string, string, string];
const registry = await openPlain({ dataDir, databaseUrl: null });
const before = readFileSync(acknowledgedFile, 'utf8').split('\n').filter(Boolean);
// The oldest, the newest and some in between: the whole run looks at all of them often enough.
for (const line of before.filter((_, i) => i % 17 === Number(round) % 17 || i > before.length - 20)) {
  const [key, index, size, root] = line.split(' ') as [string, string, string, string];
  const entry = await provenEntry(registry, key);
  if (entry?.index !== Number(index) || !verifiedEntry(entry)) throw new Error(`${key} is not where it was`);
  const { checkpoint } = entry;
  const path = await consistencyBetween(registry, Number(size), checkpoint.size);
  const from = { size: Number(size), root: hexToBytes(root) };
  if (!verifyConsistency({ from, to: checkpoint }, path)) throw new Error(`forked after ${size} entries`);
}
for (let i = 0; ; i++) {
  const keys = Array.from({ length: 1 + (i % 3) }, (_, n) => `round-${round}-act-${i}.${n}`);
  await Promise.all(
    keys.map((key) => registry.store.transaction((tx) => registry.transparency.enter(tx, key, { act: key }))),
  );
  await registry.transparency.flush();
  for (const key of keys) {
    const entry = await provenEntry(registry, key);
    if (entry === undefined) throw new Error(`${key} was flushed and is not there`);
    const { size, root } = entry.checkpoint;
    appendFileSync(acknowledgedFile, `${key} ${entry.index} ${size} ${bytesToHex(root)}\n`);
  }
  process.stdout.write('acknowledged\n');
}
