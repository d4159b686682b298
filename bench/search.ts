import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COLOUR_HISTOGRAM_LENGTH } from '../engine/core/colour-histogram.ts';
import { loadMatrixProducts } from '../engine/model/matrix-product.ts';
import { ExactIndex } from '../engine/search/exact-index.ts';
import { FloatScanIndex } from '../engine/search/float-scan-index.ts';
import { HashIndex } from '../engine/search/hash-index.ts';
import { searchHashesPlainly } from '../engine/search/hash-scan-reference.ts';
import { HnswIndex } from '../engine/search/hnsw-index.ts';
import { PatternIndex } from '../engine/search/pattern-index.ts';
import { loadSnapshot, saveSnapshot } from '../engine/search/snapshot.ts';
import type { VectorIndex } from '../engine/search/vector-index.ts';
import { madeUpEntry, madeUpQuery, SEARCH_DIMENSION, SEARCH_VERSION } from './search-data.ts';
import { type Spread, spreadOf } from './statistics.ts';

export interface SearchBenchOptions {
  readonly modelsDir: string;
  /** Patterns, 3 vectors each. */
  readonly sizes: readonly number[];
  readonly queries: number;
}

/** Milliseconds; processor time is what remains comparable when the machine has other work. */
interface Timing {
  readonly wallMs: Spread;
  readonly processorMs: Spread;
}

export interface GraphReport extends Timing {
  readonly buildS: number;
  readonly bytesAPattern: number;
  readonly recallAt10: number;
}

export interface SearchSizeReport {
  readonly patterns: number;
  readonly whole: Timing;
  readonly exact: Timing & { readonly recallAt10: number };
  readonly hash: Timing;
  readonly bytesAPattern: number;
  readonly saveProcessorMs: number;
  readonly loadProcessorMs: number;
  readonly loadWallMs: number;
  readonly graph: GraphReport;
}

export interface SearchReport {
  readonly candidates: number;
  readonly queries: number;
  readonly sizes: readonly SearchSizeReport[];
}

/** What the engine asks for at least: see VERIFIED_CANDIDATES in engine/pool/library.ts. */
const CANDIDATES = 24;
/** Two of the ten best closer than this are beyond the 8 bits of a stored number: either may come first. */
const TIE = 0.001;

/** Times search at several sizes, each after it has been held against the plain references. */
export async function measureSearch(options: SearchBenchOptions): Promise<SearchReport> {
  const products = await loadMatrixProducts(options.modelsDir);
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-search-'));
  try {
    const sizes: SearchSizeReport[] = [];
    for (const patterns of options.sizes) {
      sizes.push(await measureSize(options, patterns, join(folder, 'snapshot'), products.uint8));
    }
    return { candidates: CANDIDATES, queries: options.queries, sizes };
  } finally {
    await rm(folder, { recursive: true });
    await products.close();
  }
}

async function measureSize(
  { queries }: SearchBenchOptions,
  patterns: number,
  path: string,
  product: NonNullable<ConstructorParameters<typeof ExactIndex>[1]>,
): Promise<SearchSizeReport> {
  const options = {
    fingerprintVersion: SEARCH_VERSION,
    dimension: SEARCH_DIMENSION,
    histogramLength: COLOUR_HISTOGRAM_LENGTH,
    product,
  };
  const asked = Array.from({ length: queries }, (_, i) => madeUpQuery(Math.floor((i * patterns) / queries)));
  const vectorsAsked = asked.map(({ entry }) => entry.views.map(({ vector }) => vector));
  const truths = await exactTruths(patterns, vectorsAsked);

  const before = process.memoryUsage();
  const filled = new PatternIndex(options);
  for (let i = 0; i < patterns; i++) filled.put(i + 1, madeUpEntry(i));
  const after = process.memoryUsage();
  const saved = await timed(() => saveSnapshot(path, filled, patterns));
  filled.close();
  const loaded = await timed(() => loadSnapshot(path, options));
  if (loaded.value.status !== 'loaded') throw new Error(`the snapshot was not loaded: ${loaded.value.status}`);
  const { index } = loaded.value;
  await assertFindsOriginals(index, asked, patterns);
  const whole = await timings(asked, ({ entry, forms }) => index.search(entry, forms, CANDIDATES));
  index.close();

  const exact = new ExactIndex(SEARCH_DIMENSION, product);
  const hashes = new HashIndex();
  const plain = new Map<
    number,
    { pdq: (typeof asked)[0]['entry']['pdq']; edgePdq: (typeof asked)[0]['entry']['edgePdq'] }
  >();
  for (let i = 0; i < patterns; i++) {
    const { views, pdq, edgePdq } = madeUpEntry(i);
    exact.add(
      i + 1,
      views.map(({ vector }) => vector),
    );
    hashes.put(i + 1, pdq, edgePdq);
    if (i < 2_000) plain.set(i + 1, { pdq, edgePdq });
  }
  assertHashesAgree(plain, asked.slice(0, 5));
  const exactTimes = await timings(vectorsAsked, (vectors) => exact.search(vectors, CANDIDATES));
  const exactRecall = await recallOf(exact, vectorsAsked, truths);
  assert.ok(exactRecall >= 0.99, `the exact scan found only ${exactRecall} of the floating-point scan's ten best`);
  const hash = await timings(asked, ({ forms }) => hashes.search(forms, CANDIDATES));
  exact.close();
  hashes.close();
  return {
    patterns,
    whole,
    exact: { ...exactTimes, recallAt10: exactRecall },
    hash,
    bytesAPattern: (after.rss - before.rss) / patterns,
    saveProcessorMs: saved.processorMs,
    loadProcessorMs: loaded.processorMs,
    loadWallMs: loaded.wallMs,
    graph: await measureGraph(patterns, vectorsAsked, truths),
  };
}

async function measureGraph(
  patterns: number,
  queries: readonly (readonly Float32Array[])[],
  truths: readonly Truth[],
): Promise<GraphReport> {
  const before = process.memoryUsage().rss;
  const graph = new HnswIndex(SEARCH_DIMENSION);
  let buildMs = 0;
  for (let i = 0; i < patterns; i++) {
    const vectors = madeUpEntry(i).views.map(({ vector }) => vector);
    const from = process.cpuUsage();
    graph.add(i + 1, vectors);
    buildMs += processorMsSince(from);
  }
  const bytesAPattern = (process.memoryUsage().rss - before) / patterns;
  const times = await timings(queries, (vectors) => graph.search(vectors, CANDIDATES));
  const recallAt10 = await recallOf(graph, queries, truths);
  graph.close();
  return { ...times, buildS: buildMs / 1_000, bytesAPattern, recallAt10 };
}

/** Per query: the cosine of each of the best keys, and of the tenth. */
interface Truth {
  readonly cosines: ReadonlyMap<number, number>;
  readonly tenth: number;
}

/** By the floating-point scan, a slice of the patterns at a time so that they need not all be in memory. */
async function exactTruths(patterns: number, queries: readonly (readonly Float32Array[])[]): Promise<Truth[]> {
  const SLICE = 2_000;
  const best = queries.map(() => [] as { readonly key: number; readonly cosine: number }[]);
  for (let from = 0; from < patterns; from += SLICE) {
    const scan = new FloatScanIndex(SEARCH_DIMENSION);
    for (let i = from; i < Math.min(patterns, from + SLICE); i++) {
      scan.add(
        i + 1,
        madeUpEntry(i).views.map(({ vector }) => vector),
      );
    }
    for (const [i, query] of queries.entries()) {
      best[i] = [...best[i]!, ...scan.search(query, 40)].sort((a, b) => b.cosine - a.cosine).slice(0, 40);
    }
  }
  return best.map((hits) => ({
    cosines: new Map(hits.map(({ key, cosine }) => [key, cosine])),
    tenth: hits[9]!.cosine,
  }));
}

async function recallOf(
  index: VectorIndex,
  queries: readonly (readonly Float32Array[])[],
  truths: readonly Truth[],
): Promise<number> {
  let found = 0;
  for (const [i, query] of queries.entries()) {
    const { cosines, tenth } = truths[i]!;
    const hits = await index.search(query, 10);
    found += hits.filter(({ key }) => (cosines.get(key) ?? -1) >= tenth - TIE).length;
  }
  return found / (10 * queries.length);
}

async function assertFindsOriginals(
  index: PatternIndex,
  asked: readonly ReturnType<typeof madeUpQuery>[],
  patterns: number,
): Promise<void> {
  for (const [i, { entry, forms }] of asked.entries()) {
    const [first] = await index.search(entry, forms, CANDIDATES);
    assert.equal(first?.key, Math.floor((i * patterns) / asked.length) + 1);
  }
}

function assertHashesAgree(
  plain: Parameters<typeof searchHashesPlainly>[0],
  asked: readonly ReturnType<typeof madeUpQuery>[],
): void {
  const index = new HashIndex();
  for (const [key, { pdq, edgePdq }] of plain) index.put(key, pdq, edgePdq);
  for (const { forms } of asked) {
    assert.deepEqual(index.search(forms, CANDIDATES), searchHashesPlainly(plain, forms, CANDIDATES));
  }
}

async function timings<Query>(queries: readonly Query[], run: (query: Query) => unknown): Promise<Timing> {
  // Once round unmeasured: what is compiled and cached by then is what a server in use has.
  for (const query of queries.slice(0, 5)) await run(query);
  const wall: number[] = [];
  const processor: number[] = [];
  for (const query of queries) {
    const { wallMs, processorMs } = await timed(() => run(query));
    wall.push(wallMs);
    processor.push(processorMs);
  }
  return { wallMs: spreadOf(wall), processorMs: spreadOf(processor) };
}

async function timed<Value>(
  run: () => Value | Promise<Value>,
): Promise<{ readonly value: Value; readonly wallMs: number; readonly processorMs: number }> {
  const from = performance.now();
  const processorFrom = process.cpuUsage();
  const value = await run();
  return { value, wallMs: performance.now() - from, processorMs: processorMsSince(processorFrom) };
}

function processorMsSince(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000;
}

/** The report as Markdown. */
export function searchTable({ sizes, candidates, queries }: SearchReport): string {
  const lines = [
    `Processor milliseconds, p50 / p95, one thread; ${candidates} candidates, ${queries} queries of 3 views, 3 stored views a pattern.`,
    '',
    '| patterns | whole search | exact scan | hash scan | HNSW | recall@10 exact / HNSW | HNSW built in | memory a pattern, HNSW in addition | snapshot save / load |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ];
  for (const size of sizes) {
    const { patterns, whole, exact, hash, graph, bytesAPattern, saveProcessorMs, loadProcessorMs } = size;
    const cells = [
      patterns.toLocaleString('en'),
      processor(whole),
      processor(exact),
      processor(hash),
      processor(graph),
      `${exact.recallAt10.toFixed(3)} / ${graph.recallAt10.toFixed(3)}`,
      `${graph.buildS.toFixed(0)} s`,
      `${kibibytes(bytesAPattern)}, ${kibibytes(graph.bytesAPattern)}`,
      `${saveProcessorMs.toFixed(0)} / ${loadProcessorMs.toFixed(0)} ms`,
    ];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}

const processor = ({ processorMs }: Timing) => `${processorMs.p50.toFixed(1)} / ${processorMs.p95.toFixed(1)} ms`;
const kibibytes = (bytes: number) => `${(bytes / 1_024).toFixed(1)} KiB`;
