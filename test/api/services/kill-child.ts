import { appendFileSync, readFileSync } from 'node:fs';
import { serviceActor } from '../../../api/services/access/actor.ts';
import { importPattern } from '../../../api/services/import-pattern.ts';
import { getPattern, readPicture } from '../../../api/services/patterns.ts';
import { sha256Of } from '../../../api/store/blob-store.ts';
import { openPlain, pictureOf } from './registry-fixture.ts';

/** Opens the registry, looks for everything acknowledged before, then imports until it is killed. */
const CHILD = serviceActor('child', 'all');
const [dataDir, acknowledgedFile, round] = process.argv.slice(2) as [string, string, string];
const registry = await openPlain({ dataDir, databaseUrl: null });
for (const line of readFileSync(acknowledgedFile, 'utf8').split('\n').filter(Boolean)) {
  const [id, sha256] = line.split(' ') as [string, string];
  const { bytes } = await readPicture(registry, id, CHILD);
  if ((await getPattern(registry, id, CHILD)).sha256 !== sha256 || sha256Of(bytes) !== sha256)
    throw new Error(`${id} is damaged`);
}
process.stdout.write('serving\n');
for (let i = 0; ; i++) {
  const picture = pictureOf(`round ${round} picture ${i}`);
  const { id } = await importPattern(registry, { picture, fileName: `${i}.png` }, { actor: CHILD });
  appendFileSync(acknowledgedFile, `${id} ${sha256Of(picture)}\n`);
  process.stdout.write('acknowledged\n');
}
