import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { importPattern } from '../../../../api/services/import-pattern.ts';
import { silentLog } from '../../../../api/services/log.ts';
import { type Registry, startRegistry } from '../../../../api/services/registry.ts';
import { createEngine } from '../../../../engine/index.ts';
import { ACTOR, makeDataDir } from '../registry-fixture.ts';

const root = join(import.meta.dirname, '../../../..');
const SAMPLES = ['tropical-1', 'paisley-1', 'medallion-2', 'bouquet-1', 'damask-2', 'toile-1', 'ogee-1', 'brocade-1'];

export const samplePicture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(root, 'datasets/sample', `${name}.webp`)));

export interface ReportPlace {
  readonly registry: Registry;
  /** Id of the record of each sample. */
  readonly records: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** A registry with the real engine and some samples, each with a date of its own. */
export async function openReportPlace(): Promise<ReportPlace> {
  const { dataDir, dispose } = await makeDataDir();
  const engine = createEngine({ modelsDir: join(root, 'models'), workers: 2, taskTimeoutMs: 300_000 });
  const registry = await startRegistry({ dataDir, databaseUrl: null }, engine, silentLog);
  const records = new Map<string, string>();
  for (const [i, name] of SAMPLES.entries()) {
    const dates = [{ kind: 'registered', date: `201${i}-03-01`, evidence: 'registration' }] as const;
    const upload = {
      picture: samplePicture(name),
      fileName: `${name}.webp`,
      details: { title: name, owner: '柯桥织造', dates: [...dates] },
    };
    const outcome = await importPattern(registry, upload, { actor: ACTOR });
    if (outcome.status === 'rejected' || outcome.id === undefined) throw new Error(`${name} was not taken in`);
    records.set(name, outcome.id);
  }
  return {
    registry,
    records,
    close: async () => {
      await registry.close();
      await dispose();
    },
  };
}

/** A copy as plagiarists make them: recoloured, and turned by a quarter. */
export async function copyOf(name: string): Promise<Uint8Array> {
  const { data, info } = await sharp(samplePicture(name)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const swapped = Buffer.from(data);
  for (let i = 0; i < swapped.length; i += 3) [swapped[i], swapped[i + 2]] = [swapped[i + 2]!, swapped[i]!];
  return new Uint8Array(
    await sharp(swapped, { raw: { width: info.width, height: info.height, channels: 3 } })
      .rotate(90)
      .jpeg({ quality: 88 })
      .toBuffer(),
  );
}
