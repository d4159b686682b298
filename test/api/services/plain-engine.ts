import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Engine,
  EngineError,
  type Finding,
  type Fingerprint,
  type Library,
  type LibraryChange,
  type LibraryOptions,
} from '../../../engine/index.ts';

/**
 * A small engine for tests of the registry: what it says follows from the bytes alone. Any bytes are a picture; `blank` is
 * one with nothing to compare, `broken` is refused. Two pictures are as alike as their first bytes are.
 */
export function createPlainEngine(version = 'plain-1'): Engine {
  const versions = { engine: '0', fingerprint: version, model: 'none', rules: '0', background: 'none' };
  return {
    versions,
    errorRates: null,
    buildDigests: async () => ({ programSha256: '0'.repeat(64), modelsSha256: '1'.repeat(64) }),
    embeddingDimension: 256,
    workers: 1,
    async fingerprint(picture, options) {
      options?.signal?.throwIfAborted();
      const text = Buffer.from(picture).toString('latin1');
      if (text === 'broken')
        throw new EngineError('unreadable-picture', {
          expected: 'a picture',
          received: 'scrap',
          remedy: 'Send another.',
        });
      if (text === 'blank')
        return { status: 'not-comparable', reason: 'blank', widthPx: 3, heightPx: 2, timingsMs: { decode: 0 } };
      return { status: 'fingerprinted', fingerprint: fingerprintOf(picture, version), timingsMs: { decode: 1 } };
    },
    async thumbnail(picture, maxSidePx) {
      return Buffer.from(`thumbnail ${maxSidePx} of ${createHash('sha256').update(picture).digest('hex')}`);
    },
    async compare(query, candidate) {
      return findingOf(query.pdq.bits, candidate.pdq.bits);
    },
    async locateMotifs(query, motifs) {
      return motifs.flatMap(({ id, features }) => {
        const isSame = Buffer.from(features).equals(Buffer.from(query.features));
        const region = [[[0, 0] as const, [64, 0] as const, [64, 24] as const, [0, 24] as const]];
        return isSame ? [{ id, logOdds: 3, coverage: { picture: 0.5, motif: 1 }, region }] : [];
      });
    },
    async openLibrary(options) {
      return openPlainLibrary(options, version);
    },
    load: () => ({ waiting: 0, running: 0 }),
    close: async () => undefined,
  };
}

function fingerprintOf(picture: Uint8Array, version: string): Fingerprint {
  const digest = createHash('sha512').update(picture).digest();
  const bits = Uint8Array.from({ length: 32 }, (_, i) => picture[i] ?? 0);
  const vector = Float32Array.from({ length: 256 }, (_, i) => (digest[i % 64]! - 127.5) / 1_200);
  const hash = { bits, quality: 100 };
  return {
    version,
    widthPx: 64,
    heightPx: 48,
    pdq: hash,
    edgePdq: hash,
    repeat: { type: 'none', vectorsPx: [], confidence: 0.25 },
    colour: { palette: [{ lab: [53.4, 80.1, 67.2], share: 1 }], histogram: Uint8Array.from(digest) },
    views: [{ kind: 'whole', vector }],
    screenless: null,
    dihedral: { pdq: Array.from({ length: 8 }, () => hash), edgePdq: Array.from({ length: 8 }, () => hash) },
    features: Uint8Array.from(digest),
  };
}

function findingOf(a: Uint8Array, b: Uint8Array): Finding {
  const same = a.filter((byte, i) => byte === b[i]).length;
  const score = same / a.length;
  return {
    score,
    grade: score === 1 ? 'identical' : score > 0.5 ? 'substantially-similar' : 'no-match',
    coverage: { query: score, candidate: score },
    region: { query: [], candidate: [] },
    transform: null,
    edits: [],
    criteria: [],
    evidence: {
      aligned: score > 0.5,
      strength: score,
      agreement: score,
      overallAgreement: score,
      coverage: { query: score, candidate: score },
      scale: 1,
      logOdds: 0,
      distinctInliers: same,
      embeddingCosine: 0,
      pdqDistance: 32 - same,
      edgePdqDistance: 32 - same,
      colourDistance: null,
      colourSupport: 0,
      typical: null,
      typicality: 0,
      rule: 'plain',
    },
  };
}

interface Saved {
  version: string;
  position: number;
  entries: [number, number[]][];
}

function openPlainLibrary(
  { snapshotDir, features }: LibraryOptions,
  version: string,
): Awaited<ReturnType<Engine['openLibrary']>> {
  const file = snapshotDir && join(snapshotDir, 'plain.json');
  let position = 0;
  let entries = new Map<number, Uint8Array>();
  let snapshot: 'loaded' | 'absent' | { discarded: string } = 'absent';
  try {
    if (file) {
      const saved = JSON.parse(readFileSync(file, 'utf8')) as Saved;
      if (saved.version === version) {
        position = saved.position;
        entries = new Map(saved.entries.map(([key, bits]) => [key, Uint8Array.from(bits)]));
        snapshot = 'loaded';
      } else snapshot = { discarded: `of version ${saved.version}` };
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') snapshot = { discarded: 'unreadable' };
  }
  const library: Library = {
    get position() {
      return position;
    },
    get size() {
      return entries.size;
    },
    async apply(changes: readonly LibraryChange[]) {
      for (const change of changes) {
        if (change.position <= position) continue;
        if (change.position !== position + 1) throw new Error(`gap after ${position}`);
        if (change.kind === 'put') {
          if (change.entry.version !== version) throw new Error('versions mixed');
          entries.set(change.key, change.entry.pdq.bits);
        } else entries.delete(change.key);
        position = change.position;
      }
    },
    async search(query, { limit, apart }) {
      const all = [...entries]
        .map(([key, bits]) => ({ key, ...findingOf(query.pdq.bits, bits) }))
        .sort((a, b) => b.score - a.score);
      const others = (await apart?.which(all.map(({ key }) => key))) ?? new Set();
      const few = all.filter(({ key }) => others.has(key)).slice(0, apart?.limit ?? 0);
      const rest = all.filter(({ key }) => !others.has(key)).slice(0, limit + (apart?.limit ?? 0) - few.length);
      const findings = [...few, ...rest].sort((a, b) => b.score - a.score);
      const stored = await features(findings.map(({ key }) => key));
      return {
        findings: findings.filter(({ key }) => stored.has(key)),
        position,
        worksSearched: entries.size,
        timingsMs: { search: 1 },
      };
    },
    async *neighbours({ count, afterKey = 0 }) {
      const keys = [...entries.keys()].sort((a, b) => a - b);
      const found = Math.min(count, keys.length - 1);
      for (const [place, key] of keys.entries()) {
        if (key <= afterKey) continue;
        const others = keys
          .filter((other) => other !== key)
          .map((other) => ({ other, score: findingOf(entries.get(key)!, entries.get(other)!).score }))
          .sort((a, b) => b.score - a.score || a.other - b.other)
          .slice(0, found);
        yield {
          keys: Uint32Array.of(key),
          count: found,
          nearest: Uint32Array.from(others, ({ other }) => other),
          cosines: Float32Array.from(others, ({ score }) => score),
          done: place + 1,
          total: keys.length,
        };
      }
    },
    async compareStored(queryKey, candidateKeys) {
      const query = entries.get(queryKey);
      if (!query) return [];
      return candidateKeys.flatMap((key) => {
        const bits = entries.get(key);
        return bits ? [{ key, ...findingOf(query, bits) }] : [];
      });
    },
    async save() {
      if (!file || !snapshotDir) return;
      mkdirSync(snapshotDir, { recursive: true });
      const saved: Saved = { version, position, entries: [...entries].map(([key, bits]) => [key, [...bits]]) };
      writeFileSync(`${file}.tmp`, JSON.stringify(saved));
      renameSync(`${file}.tmp`, file);
    },
    close: async () => undefined,
  };
  return { library, snapshot };
}
