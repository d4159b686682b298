import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackArchive } from '../../../../api/proof/bundle/archive.ts';
import { utf8ToBytes } from '../../../../api/proof/bytes.ts';
import { canonicalText, type Json } from '../../../../api/proof/canonical-json.ts';
import { toPem } from '../../../../api/proof/pki/certificate.ts';
import { readEmbeddedJson } from '../../../../api/proof/sealed-pdf.ts';
import { type SimilarityReport, similarityReportSchema } from '../../../../api/proof/similarity-report.ts';
import { NO_TRUST, type Trust } from '../../../../api/proof/trust.ts';
import { verifyFile } from '../../../../api/proof/verify-file.ts';
import { ANONYMOUS } from '../../../../api/services/access/actor.ts';
import { removePattern } from '../../../../api/services/patterns.ts';
import { bundleReport } from '../../../../api/services/reports/bundle.ts';
import { reportDocument } from '../../../../api/services/reports/documents.ts';
import { findingsOf } from '../../../../api/services/reports/findings.ts';
import { decodeInputs } from '../../../../api/services/reports/frozen-inputs.ts';
import { orderCounterReport, orderReport } from '../../../../api/services/reports/order.ts';
import { findReportFor, readInputs, readReport } from '../../../../api/services/reports/read.ts';
import { reproduce } from '../../../../api/services/reports/reproduce.ts';
import { supersedeReport } from '../../../../api/services/reports/supersede.ts';
import { sha256Of } from '../../../../api/store/blob-store.ts';
import type { ReportRow } from '../../../../api/store/report-rows.ts';
import { openOffice } from '../../applications/office.ts';
import { checkPdfA, drawPages, installCheckers, validateSeal } from '../../report/pdf-checkers.ts';
import { trustOf } from '../bundle-fixture.ts';
import { ACTOR } from '../registry-fixture.ts';
import { copyOf, openReportPlace, type ReportPlace, samplePicture } from './report-fixture.ts';

const publicUrl = 'https://patterns.example';
const documents = join(import.meta.dirname, '../../../../.cache/documents');

let place: ReportPlace;
let copy: Uint8Array;
let row: ReportRow;
let report: SimilarityReport;
let trust: Trust;
type Person = Awaited<ReturnType<Awaited<ReturnType<typeof openOffice>>['designer']>>;
let designer: Person;
let stranger: Person;
let officer: Awaited<ReturnType<Awaited<ReturnType<typeof openOffice>>['staff']>>;
let registrar: typeof officer;

beforeAll(async () => {
  place = await openReportPlace();
  const office = await openOffice(place.registry);
  [designer, stranger] = [await office.designer('柯桥织造'), await office.designer('别家织造')];
  [officer, registrar] = [await office.staff('court-officer'), await office.staff('registrar')];
  copy = await copyOf('paisley-1');
  const order = {
    claimant: '柯桥织造',
    respondent: '别家织造',
    matter: '(2026) 浙0603民初12号',
    capture: { takenOn: '2026-05-02', place: '中国轻纺城', source: '市场购得样布' },
    records: [place.records.get('toile-1')!],
  };
  row = await orderReport(place.registry, copy, order, { actor: designer });
  report = await readReport(place.registry, row, publicUrl);
  trust = await trustOf(place.registry);
}, 300_000);
afterAll(() => place?.close());

const bytesOf = (content: unknown): Uint8Array => utf8ToBytes(JSON.stringify(content));
const verified = (content: unknown) => verifyFile(bytesOf(content), { trust });

describe('a similarity report', () => {
  it('names the record that was copied first, with what was measured and no likelihood ratio without error rates', () => {
    expect(similarityReportSchema.parse(report)).toEqual(report);
    const [first] = report.findings.records;
    expect(first!.record.id).toBe(place.records.get('paisley-1'));
    expect(report.findings.grade).toBe('substantially-similar');
    expect(first!.comparison.edits.map(({ code }) => code)).toContain('quarter-turned');
    expect(first!.record.earliestEvidenced).toBe('2011-03-01T00:00:00.000Z');
    expect(first!.comparison.criteria).toHaveLength(7);
    const withRates = place.registry.engine.errorRates !== null;
    expect(first!.comparison.log10LR !== undefined).toBe(withRates);
    expect(report.findings.errorRates !== null).toBe(withRates);
  });

  it('compares with a record that was named, whether the search found it or not', () => {
    expect(report.findings.records.map(({ record }) => record.id)).toContain(place.records.get('toile-1'));
  });

  it('is ordered by grade, and among equals by the earliest evidenced', () => {
    const { records } = report.findings;
    expect(records.map(({ rank }) => rank)).toEqual(records.map((_, i) => i + 1));
    for (const [i, next] of records.slice(1).entries())
      if (next.comparison.grade === records[i]!.comparison.grade)
        expect(next.record.earliestEvidenced >= records[i]!.record.earliestEvidenced).toBe(true);
  });

  it('is proven without network by keys that are vouched for, and consistent by others', async () => {
    expect(await verified(report)).toMatchObject({
      kind: 'report',
      verdict: 'proven',
      facts: { report: row.id, matter: '(2026) 浙0603民初12号', findingsSha256: row.findingsSha256 },
    });
    expect(await verifyFile(bytesOf(report), { trust: NO_TRUST })).toMatchObject({ verdict: 'consistent' });
  });

  it('is not proven once any of its values was changed', async () => {
    const leaves = leavesOf(report as unknown as Json);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: leaves.length - 1 }), async (at) => {
        const path = leaves[at]!;
        const altered = changedAt(report as unknown as Json, path);
        const result = await verified(altered);
        // The address of the verification page is the one thing that proves nothing; keys that the report states are not believed.
        if (['verifyAt', 'statedKeys'].includes(path[1]!) || path[2] === 'statedKeys') return;
        expect(result === undefined || result.verdict === 'failed', path.join('.')).toBe(true);
      }),
      { numRuns: 150, seed: 5 },
    );
  });

  it('comes out the same, byte for byte, from its frozen inputs', async () => {
    const inputs = decodeInputs(await readInputs(place.registry, row));
    const again = await findingsOf(place.registry.engine, inputs);
    expect(canonicalText(again as unknown as Json)).toBe(canonicalText(report.findings as unknown as Json));
  });

  it('is reproduced from the pictures too, and says where somebody else’s numbers differ', async () => {
    const { bytes } = await bundleReport(
      place.registry,
      row.id,
      { language: 'zh', withPictures: true, publicUrl },
      { actor: designer },
    );
    const members = unpackArchive(bytes);
    const inputs = decodeInputs(members.get('inputs.json')!);
    const byDigest = new Map([...members.values()].map((each) => [sha256Of(each), each]));
    const result = await reproduce(place.registry.engine, report, inputs, (sha256) => byDigest.get(sha256));
    expect(result).toMatchObject({ findingsIdentical: true, measurementsIdentical: true, differences: [] });
    expect(result.pictures.map(({ state }) => state)).toEqual(result.pictures.map(() => 'identical'));
    const altered = structuredClone(report);
    altered.findings.records[0]!.comparison.score = 0.123;
    const other = await reproduce(place.registry.engine, altered, inputs, () => undefined);
    expect(other.measurementsIdentical).toBe(false);
    expect(other.differences).toEqual([
      { at: 'records.0.comparison.score', reported: 0.123, recomputed: report.findings.records[0]!.comparison.score },
    ]);
    expect(other.pictures.every(({ state }) => state === 'missing')).toBe(true);
    expect(await verifyFile(bytes, { trust })).toMatchObject({
      kind: 'bundle',
      verdict: 'proven',
      faults: [],
      reports: [{ name: 'report.pdf' }, { name: 'report.json' }],
    });
  });

  it('is a sealed document in either language, the same file each time, with the report inside', async () => {
    mkdirSync(documents, { recursive: true });
    for (const language of ['zh', 'en'] as const) {
      const order = { language, publicUrl };
      const { bytes } = await reportDocument(place.registry, row.id, order, { actor: designer });
      writeFileSync(join(documents, `similarity-report-${language}.pdf`), bytes);
      expect(similarityReportSchema.parse(readEmbeddedJson(bytes)).findings).toEqual(report.findings);
      expect(await verifyFile(bytes, { trust })).toMatchObject({
        kind: 'report',
        verdict: 'proven',
        seal: { standing: 'vouched' },
      });
      expect((await reportDocument(place.registry, row.id, order, { actor: designer })).bytes).toEqual(bytes);
      const broken = Uint8Array.from(bytes);
      broken[bytes.length >> 1]! ^= 1;
      expect(await verifyFile(broken, { trust })).toMatchObject({ verdict: 'failed' });
    }
  });
});

describe('the document of a report', () => {
  it('is PDF/A-3b for veraPDF, and sealed for pyHanko', { timeout: 600_000 }, async () => {
    await installCheckers();
    const paths = (['zh', 'en'] as const).map((language) => join(documents, `similarity-report-${language}.pdf`));
    expect(await checkPdfA(paths)).toEqual({ compliant: 2, broken: [] });
    const root = join(documents, 'similarity-report-root.pem');
    writeFileSync(root, toPem((await place.registry.authority.published())[0]!.certificate, 'CERTIFICATE'));
    expect(await validateSeal(paths[0]!, root)).toMatchObject({ intact: true, valid: true, trusted: true });
    for (const language of ['zh', 'en'] as const)
      await drawPages(join(documents, `similarity-report-${language}.pdf`), documents, `similarity-report-${language}`);
  });
});

describe('reading a report', () => {
  it('is for whoever ordered it, and for court and registrar of the office', async () => {
    for (const actor of [designer, officer, registrar])
      expect((await findReportFor(place.registry, row.id, actor, null)).id).toBe(row.id);
    for (const actor of [stranger, ANONYMOUS])
      await expect(findReportFor(place.registry, row.id, actor, null)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('names the pictures in its bundle by the rank of their records, and a copy, byte for byte, once', async () => {
    const order = { records: [place.records.get('toile-1')!] };
    const made = await orderReport(place.registry, samplePicture('damask-2'), order, { actor: designer });
    const { findings } = await readReport(place.registry, made, publicUrl);
    expect(findings.records[0]!.record.picture.sha256).toBe(findings.disputed.picture.sha256);
    const wanted = { language: 'en', withPictures: true, publicUrl } as const;
    const { bytes } = await bundleReport(place.registry, made.id, wanted, { actor: designer });
    const members = unpackArchive(bytes);
    const digestOf = (name: string) => sha256Of(members.get(`pictures/${name}.webp`)!);
    expect(digestOf('disputed')).toBe(findings.disputed.picture.sha256);
    expect(members.has('pictures/record-1.webp')).toBe(false);
    for (const { rank, record } of findings.records.slice(1))
      expect(digestOf(`record-${rank}`)).toBe(record.picture.sha256);
  });

  it('survives the removal of its records', async () => {
    const id = place.records.get('ogee-1')!;
    const made = await orderReport(place.registry, await copyOf('ogee-1'), {}, { actor: designer });
    await removePattern(place.registry, id, 'withdrawn by the owner', ACTOR);
    const inputs = decodeInputs(await readInputs(place.registry, made));
    expect(inputs.records.map((record) => record.id)).toContain(id);
    const order = { language: 'en', withPictures: true, publicUrl } as const;
    const { bytes } = await bundleReport(place.registry, made.id, order, { actor: designer });
    expect([...unpackArchive(bytes).keys()]).toContain('pictures/record-1.webp');
  });
});

describe('another party', () => {
  it('orders a counter-report from the same inputs by showing the findings it holds', async () => {
    await expect(
      orderCounterReport(place.registry, row.id, { findingsSha256: '0'.repeat(64) }, { actor: stranger }),
    ).rejects.toMatchObject({ code: 'not-found' });
    const counter = await orderCounterReport(
      place.registry,
      row.id,
      { findingsSha256: row.findingsSha256, claimant: '别家织造' },
      { actor: stranger },
    );
    expect(counter).toMatchObject({
      counters: row.id,
      inputsSha256: row.inputsSha256,
      findingsSha256: row.findingsSha256,
    });
    const content = await readReport(place.registry, counter, publicUrl);
    expect(content.attestation.statement).toMatchObject({ kind: 'counter-report', claimant: { name: '别家织造' } });
    expect(await verified(content)).toMatchObject({ verdict: 'proven' });
  });
});

describe('a report with a fault', () => {
  it('is superseded by a registrar, once, with its reason, and stays as it was', async () => {
    const made = await orderReport(place.registry, await copyOf('brocade-1'), {}, { actor: designer });
    const reason = { reason: 'model-fault', note: 'Colours were read in the wrong order.' } as const;
    await expect(supersedeReport(place.registry, made.id, reason, designer)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await supersedeReport(place.registry, made.id, reason, registrar)).toMatchObject({
      supersededReason: 'model-fault',
    });
    await expect(supersedeReport(place.registry, made.id, reason, registrar)).rejects.toMatchObject({
      code: 'not-now',
    });
    expect(await verified(await readReport(place.registry, made, publicUrl))).toMatchObject({ verdict: 'proven' });
  });
});

function leavesOf(value: Json, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return Object.entries(value).flatMap(([name, each]) => leavesOf(each as Json, [...path, name]));
}

function changedAt(value: Json, [name, ...rest]: readonly string[]): Json {
  if (name === undefined) return changed(value);
  const copied = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, Json>;
  copied[name] = changedAt(copied[name]!, rest);
  return copied as Json;
}

function changed(value: Json): Json {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value === null) return 'x';
  const text = value as string;
  const last = text.at(-1);
  return `${text.slice(0, -1)}${last === '0' ? '1' : '0'}`;
}
