import { histogramSimilarity } from '../../../engine/core/colour-histogram.ts';
import { hammingDistance, PDQ_BITS, PDQ_UNRELIABLE_QUALITY } from '../../../engine/core/pdq.ts';
import type { Fingerprint } from '../../../engine/index.ts';
import type { Content, Similarity } from './method.ts';

/** What the parts of our pipeline compare; verification features are left on disk. */
type Parts = Omit<Fingerprint, 'features'>;
type Hash = Fingerprint['pdq'];

const reliable = ({ quality }: Hash): boolean => quality > PDQ_UNRELIABLE_QUALITY;

/** 1 − the smallest distance over the query's 8 forms as a share of the bits; 0 where a hash is too poor. */
function hashSimilarity(forms: readonly Hash[], hash: Hash): number {
  if (!reliable(hash)) return 0;
  let best = PDQ_BITS;
  for (const form of forms) if (reliable(form)) best = Math.min(best, hammingDistance(form.bits, hash.bits));
  return 1 - best / PDQ_BITS;
}

type View = Fingerprint['views'][number];

function cosine(a: View, b: View): number {
  let sum = 0;
  for (let i = 0; i < a.vector.length; i++) sum += a.vector[i]! * b.vector[i]!;
  return sum;
}

const best = (query: readonly View[], record: readonly View[]): number =>
  query.reduce((most, a) => record.reduce((m, b) => Math.max(m, cosine(a, b)), most), -1);

const without = (views: readonly View[], kind: View['kind']): readonly View[] => views.filter((v) => v.kind !== kind);
const only = (views: readonly View[], kind: View['kind']): readonly View[] => views.filter((v) => v.kind === kind);

/** Similarities read from kept fingerprints. */
export function fingerprintSimilarities(fingerprintOf: (content: Content) => Fingerprint | undefined) {
  const known = new Map<Content, Parts | undefined>();
  const describe = async (content: Content): Promise<Parts | undefined> => {
    if (!known.has(content)) {
      const { features: _stored, ...parts } = fingerprintOf(content) ?? { features: undefined, absent: true };
      known.set(content, 'absent' in parts ? undefined : (parts as Parts));
    }
    return known.get(content);
  };
  const of = (name: string, similarity: (query: Parts, record: Parts) => number): Similarity<Parts> => ({
    name,
    describe,
    similarity,
  });
  return {
    pdq: of('PDQ, 8 forms', (q, r) => hashSimilarity(q.dihedral.pdq, r.pdq)),
    colour: of('colour histogram', (q, r) => histogramSimilarity(q.colour.histogram, r.colour.histogram)),
    hashes: of('our hashes', (q, r) =>
      Math.max(hashSimilarity(q.dihedral.pdq, r.pdq), hashSimilarity(q.dihedral.edgePdq, r.edgePdq)),
    ),
    wholeView: of('our embedding, whole picture', (q, r) => best(only(q.views, 'whole'), only(r.views, 'whole'))),
    framedViews: of('our embedding, all views but the repeat unit', (q, r) =>
      best(without(q.views, 'repeat-unit'), without(r.views, 'repeat-unit')),
    ),
    allViews: of('our embedding, all views', (q, r) => best(q.views, r.views)),
  };
}
