import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { FAMILIES, familyTitle, generateDesign, SPLITS } from './index.ts';
import { mixSeed, random } from './random.ts';

/** Designs of each family in the library. */
const PER_FAMILY = 4;
const SIDE_PX = 416;

/** Records whose own seed draws one even colour, which no library takes, and the seeds that they have in its place. */
const REPLACEMENTS: ReadonlyMap<number, number> = new Map([[131, 1_131]]);

/** Invented firms: none of them exists. */
const OWNERS = [
  '青溪印染示例厂 / Qingxi Sample Printworks',
  '云岚纺织示例社 / Yunlan Sample Textiles',
  '柳桥花样示例室 / Liuqiao Sample Studio',
  'Harrow & Vale Sample Weavers',
  'Atelier Modèle Fictif',
  'Musterhaus Beispiel',
] as const;

export interface SampleRecord {
  /** Relative to the manifest. */
  readonly path: string;
  readonly title: string;
  readonly owner: string;
  readonly registrationNumber: string;
  /** ISO dates, in this order in time. */
  readonly created: string;
  readonly published: string;
  readonly registered: string;
}

/** The records of the sample library, in the order of the manifest. */
export function sampleRecords(): readonly (SampleRecord & {
  readonly seed: number;
  readonly family: (typeof FAMILIES)[number];
})[] {
  return FAMILIES.flatMap((family, f) =>
    Array.from({ length: PER_FAMILY }, (_, i) => {
      const index = f * PER_FAMILY + i;
      const r = random(mixSeed('sample', index));
      const created = Date.UTC(2019, 0, 7) + r.integer(0, 2100) * 86_400_000;
      const published = created + r.integer(5, 90) * 86_400_000;
      const registered = published + r.integer(3, 120) * 86_400_000;
      const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
      const { zh, en } = familyTitle(family);
      return {
        path: `${family}-${i + 1}.webp`,
        title: `${zh} ${i + 1} / ${en} ${i + 1}`,
        owner: r.pick(OWNERS),
        registrationNumber: `SAMPLE-${day(registered).slice(0, 4)}-F-${String(index + 1).padStart(5, '0')}`,
        created: day(created),
        published: day(published),
        registered: day(registered),
        seed: SPLITS.sample.from + (REPLACEMENTS.get(index) ?? index),
        family,
      };
    }),
  );
}

/** The picture of one record as WebP. */
export async function samplePicture(record: ReturnType<typeof sampleRecords>[number]): Promise<Buffer> {
  const { rgb, widthPx, heightPx } = await generateDesign(record.seed, { family: record.family, sidePx: SIDE_PX });
  return sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .webp({ quality: 66, effort: 5 })
    .toBuffer();
}

/** The manifest: one JSON object a line. */
export const sampleManifest = (): string =>
  sampleRecords()
    .map(({ seed, family, ...record }) => `${JSON.stringify(record)}\n`)
    .join('');

async function buildSample(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const records = sampleRecords();
  const wanted = new Set(records.map((record) => record.path));
  for (const name of await readdir(folder))
    if (name.endsWith('.webp') && !wanted.has(name)) await rm(join(folder, name));
  for (const record of records) await writeFile(join(folder, record.path), await samplePicture(record));
  await writeFile(join(folder, 'manifest.jsonl'), sampleManifest());
}

// Usage: tsx datasets/build-sample.ts. Writes datasets/sample again, byte for byte.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await buildSample(resolve(import.meta.dirname, 'sample'));
