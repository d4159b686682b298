import { describe, expect, it } from 'vitest';
import type { SimilarityReport } from '../../../../api/proof/similarity-report.ts';
import { findingsOf } from '../../../../api/services/reports/findings.ts';
import { distancesBetween, TOLERANCE } from '../../../../api/services/reports/fingerprint-distances.ts';
import type { FrozenInputs } from '../../../../api/services/reports/frozen-inputs.ts';
import { differencesOf, reproduce } from '../../../../api/services/reports/reproduce.ts';
import { sha256Of } from '../../../../api/store/blob-store.ts';
import type { Fingerprint } from '../../../../engine/index.ts';
import { createPlainEngine } from '../plain-engine.ts';
import { pictureOf } from '../registry-fixture.ts';

const engine = createPlainEngine();

async function fingerprintOf(picture: Uint8Array): Promise<Fingerprint> {
  const outcome = await engine.fingerprint(picture);
  if (outcome.status !== 'fingerprinted') throw new Error(outcome.status);
  const look = { views: outcome.fingerprint.views, features: outcome.fingerprint.features };
  return { ...outcome.fingerprint, screenless: look };
}

/** Frozen inputs with one record, which is of the disputed picture itself. */
async function inputsOf(picture: Uint8Array): Promise<FrozenInputs> {
  const outcome = await engine.fingerprint(picture);
  if (outcome.status !== 'fingerprinted') throw new Error(outcome.status);
  const { dihedral: _forms, screenless: _look, ...fingerprint } = outcome.fingerprint;
  const of = { sha256: sha256Of(picture), bytes: picture.length };
  return {
    type: 'selvedge/report-inputs/v1',
    versions: engine.versions,
    ...{ libraryPosition: 1, worksSearched: 1, recordsMax: 10, notCompared: [] },
    disputed: { ...of, fingerprint: outcome.fingerprint },
    records: [
      {
        ...of,
        ...{ id: 'SP-1', title: 'Rose', owner: null, registrationNumber: null, status: null, dates: [] },
        earliestEvidenced: '2020-01-01T00:00:00.000Z',
        fingerprint,
      },
    ],
  };
}

const picture = pictureOf('a rose on blue ground, of thirty-two letters');
const again = (findings: SimilarityReport['findings'], inputs: FrozenInputs) =>
  reproduce(engine, { findings }, inputs, () => picture);

describe('findings', () => {
  it('are not made of fingerprints of another version, whether of the disputed picture or of a record', async () => {
    const inputs = await inputsOf(picture);
    const [record] = inputs.records;
    const older = { version: 'plain-0' };
    for (const mixed of [
      { ...inputs, disputed: { ...inputs.disputed, fingerprint: { ...inputs.disputed.fingerprint, ...older } } },
      { ...inputs, records: [{ ...record!, fingerprint: { ...record!.fingerprint, ...older } }] },
    ])
      await expect(findingsOf(engine, mixed)).rejects.toMatchObject({
        name: 'EngineError',
        code: 'version-mismatch',
        details: { received: 'some of version plain-0' },
      });
  });
});

describe('a report computed again', () => {
  it('has the same measurements where another build of the same version computed it, and no others', async () => {
    const inputs = await inputsOf(picture);
    const findings = await findingsOf(engine, inputs);
    const altered = (change: (copy: SimilarityReport['findings']) => void) => {
      const copy = structuredClone(findings);
      change(copy);
      return again(copy, inputs);
    };
    const ofBuild = await altered(({ processing }) => {
      processing.programSha256 = 'f'.repeat(64);
      processing.versions.engine = '9';
    });
    expect(ofBuild).toMatchObject({ findingsIdentical: false, measurementsIdentical: true });
    expect(ofBuild.differences.map(({ at }) => at).sort()).toEqual([
      'processing.programSha256',
      'processing.versions.engine',
    ]);
    for (const change of [
      (copy: SimilarityReport['findings']) => {
        copy.processing.modelsSha256 = 'f'.repeat(64);
      },
      (copy: SimilarityReport['findings']) => {
        copy.processing.versions.rules = '9';
      },
      (copy: SimilarityReport['findings']) => {
        copy.processing.worksSearched = 2;
      },
      (copy: SimilarityReport['findings']) => {
        copy.records[0]!.comparison.score = 0.5;
      },
    ])
      expect(await altered(change)).toMatchObject({ findingsIdentical: false, measurementsIdentical: false });
  });

  it('tells of a picture where any of its frozen fingerprints is another, the record’s like the disputed one’s', async () => {
    const inputs = await inputsOf(picture);
    const findings = await findingsOf(engine, inputs);
    expect((await again(findings, inputs)).pictures).toEqual([
      { sha256: sha256Of(picture), state: 'identical', distances: {} },
    ]);
    const [record] = inputs.records;
    const features = record!.fingerprint.features.map((byte) => byte ^ 1);
    const tampered = { ...inputs, records: [{ ...record!, fingerprint: { ...record!.fingerprint, features } }] };
    expect((await again(findings, tampered)).pictures).toMatchObject([
      { state: 'different', distances: { features: 1 } },
    ]);
    const missing = await reproduce(engine, { findings }, inputs, () => undefined);
    expect(missing.pictures).toMatchObject([{ state: 'missing' }]);
  });
});

describe('differences', () => {
  it('tell a value that is not there from one that is null', () => {
    expect(differencesOf({ a: null, b: null }, { a: null, c: null })).toEqual([
      { at: 'b', reported: null },
      { at: 'c', recomputed: null },
    ]);
    expect(differencesOf({ list: [1, 2] }, { list: [1] })).toEqual([{ at: 'list.1', reported: 2 }]);
    expect(differencesOf({}, { toString: 'x' })).toEqual([{ at: 'toString', recomputed: 'x' }]);
    expect(differencesOf({ a: [] }, { a: {} })).toEqual([{ at: 'a', reported: [], recomputed: {} }]);
  });
});

describe('distances between fingerprints', () => {
  const flipped = (bits: Uint8Array) => bits.map((byte, i) => (i === 5 ? byte ^ 0b1110 : byte));
  const turned = (vector: Float32Array) => vector.map((value, i) => (i === 0 ? value + 0.3 : value));

  it('are nothing between a fingerprint and itself', async () => {
    const same = await fingerprintOf(picture);
    expect(Object.values(distancesBetween(same, same)).every((distance) => distance === 0)).toBe(true);
  });

  const changes: readonly (readonly [keyof typeof TOLERANCE, string, (print: Fingerprint) => Partial<Fingerprint>])[] =
    [
      ['size', 'the size', ({ widthPx }) => ({ widthPx: widthPx + 1 })],
      ['hashBits', 'the hash', ({ pdq }) => ({ pdq: { ...pdq, bits: flipped(pdq.bits) } })],
      [
        'hashBits',
        'a hash of a turned form',
        ({ dihedral }) => ({
          dihedral: {
            ...dihedral,
            pdq: dihedral.pdq.map((hash, i) => (i === 7 ? { ...hash, bits: flipped(hash.bits) } : hash)),
          },
        }),
      ],
      [
        'hashBits',
        'the number of turned forms',
        ({ dihedral }) => ({ dihedral: { ...dihedral, edgePdq: dihedral.edgePdq.slice(1) } }),
      ],
      ['hashQuality', 'the quality of a hash', ({ edgePdq }) => ({ edgePdq: { ...edgePdq, quality: 97 } })],
      [
        'viewDistance',
        'a view',
        ({ views }) => ({ views: views.map((view) => ({ ...view, vector: turned(view.vector) })) }),
      ],
      [
        'viewDistance',
        'which part a view is of',
        ({ views }) => ({ views: views.map((view) => ({ ...view, kind: 'centre' })) }),
      ],
      [
        'viewDistance',
        'a view without the screen',
        ({ screenless, views }) => ({
          screenless: { ...screenless!, views: views.map((view) => ({ ...view, vector: turned(view.vector) })) },
        }),
      ],
      ['viewDistance', 'whether there is a screen', () => ({ screenless: null })],
      [
        'features',
        'the features without the screen',
        ({ screenless }) => ({
          screenless: { ...screenless!, features: flipped(screenless!.features).map((byte) => byte ^ 1) },
        }),
      ],
      [
        'histogramSteps',
        'the histogram',
        ({ colour }) => ({ colour: { ...colour, histogram: colour.histogram.map((count) => count ^ 4) } }),
      ],
      [
        'paletteColour',
        'a colour of the palette',
        ({ colour }) => ({
          colour: { ...colour, palette: [{ ...colour.palette[0]!, lab: [53.4, 80.1, 60] as const }] },
        }),
      ],
      [
        'paletteShare',
        'the number of colours',
        ({ colour }) => ({
          colour: { ...colour, palette: [...colour.palette, { lab: [0, 0, 0] as const, share: 0 }] },
        }),
      ],
      ['repeat', 'the type of the repeat', ({ repeat }) => ({ repeat: { ...repeat, type: 'brick' } })],
      [
        'repeatConfidence',
        'the confidence in the repeat',
        ({ repeat }) => ({ repeat: { ...repeat, confidence: 0.9 } }),
      ],
    ];
  it.each(changes)('go by %s beyond the tolerance when %s is another', async (name, _, change) => {
    const frozen = await fingerprintOf(picture);
    expect(distancesBetween(frozen, { ...frozen, ...change(frozen) })[name]).toBeGreaterThan(TOLERANCE[name]);
  });

  it('leave out what records are frozen without', async () => {
    const again = await fingerprintOf(picture);
    const { dihedral: _forms, screenless: _look, ...record } = again;
    const other = { ...again, dihedral: { pdq: [], edgePdq: [] }, screenless: null };
    expect(Object.values(distancesBetween(record, other)).every((distance) => distance === 0)).toBe(true);
  });
});
