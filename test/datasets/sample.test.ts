import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type SampleRecord, sampleManifest } from '../../datasets/build-sample.ts';
import { assessQuality } from '../../engine/core/quality-gate.ts';

const FOLDER = resolve(import.meta.dirname, '../../datasets/sample');

describe('the sample library', () => {
  it('has the manifest that its builder writes, each picture once, with dates in order', async () => {
    const text = await readFile(join(FOLDER, 'manifest.jsonl'), 'utf8');
    expect(text).toBe(sampleManifest());
    const records = text
      .trim()
      .split('\n')
      .map((line): SampleRecord => JSON.parse(line));
    expect(records.length).toBeGreaterThanOrEqual(200);
    expect(new Set(records.map((record) => record.registrationNumber)).size).toBe(records.length);
    for (const { created, published, registered, title } of records) {
      for (const day of [created, published, registered]) expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
      expect(created < published && published < registered).toBe(true);
      expect(title).toMatch(/.+ \/ .+/);
    }
    const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.webp')).sort();
    expect(files).toEqual(records.map((record) => record.path).sort());
  });

  it('has something to compare in every picture', { timeout: 120_000 }, async () => {
    for (const name of (await readdir(FOLDER)).filter((file) => file.endsWith('.webp'))) {
      const { data, info } = await sharp(join(FOLDER, name)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      const raster = { widthPx: info.width, heightPx: info.height, rgb: new Uint8Array(data) };
      expect({ name, ...assessQuality(raster, info.width, info.height) }).toEqual({ name, comparable: true });
    }
  });

  it('stays within a few megabytes and can be decoded', async () => {
    const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.webp'));
    const sizes = await Promise.all(files.map(async (name) => (await stat(join(FOLDER, name))).size));
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(5.5e6);
    for (const name of files.filter((_, i) => i % 20 === 0)) {
      const { width, height } = await sharp(join(FOLDER, name)).metadata();
      expect(Math.max(width, height)).toBeGreaterThanOrEqual(400);
    }
  });
});
