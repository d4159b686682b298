import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { progressOf } from '../../progress.ts';
import type { Describer } from '../describer.ts';
import { retrievalSummary } from '../measure/retrieval-table.ts';
import type { ScoredCheck } from '../measure/scored-check.ts';
import type { RunResult } from '../run.ts';
import { fingerprintSimilarities } from './fingerprint-methods.ts';
import {
  type Content,
  combined,
  exhaustive,
  type Method,
  normalised,
  remembered,
  type Similarity,
  scoreChecks,
} from './method.ts';
import { networkSimilarity } from './network-methods.ts';
import { rerankedByOrb } from './orb.ts';
import { imageNetFile, sscdFile } from './peer-files.ts';
import { perceptualHash } from './phash.ts';

export interface ScoredMethod {
  readonly name: string;
  readonly scored: readonly ScoredCheck[];
}

/** Weights of colour tried in a combination; the best by µAP of the run itself is kept, which favours the peer. */
const COLOUR_WEIGHTS = [0.1, 0.25, 0.5, 1];

/** What other people's methods, and parts of our own pipeline, say of the same checks on generated designs. */
export async function runMethods(
  rootDir: string,
  result: RunResult,
  describer: Describer,
): Promise<{ readonly peers: readonly ScoredMethod[]; readonly ablation: readonly ScoredMethod[] }> {
  const peersDir = join(rootDir, '.cache/peers');
  const keptDir = join(rootDir, '.cache/recognition/embeddings');
  mkdirSync(peersDir, { recursive: true });
  const pathOf = (content: Content): string => describer.picturePath(content);
  const library = result.registered.map(({ content }) => content);
  const background = result.background.map(({ content }) => content);
  const input = {
    names: result.registered.map(({ item }) => item.name),
    checks: result.plan.checks.flatMap((check) => {
      const answer = result.answers.get(check.id);
      return answer && check.source === 'generated' ? [{ check, content: answer.content }] : [];
    }),
  };
  const score = async (method: Method): Promise<ScoredMethod> => ({
    name: method.name,
    scored: await scoreChecks(method, input, progressOf(method.name, input.checks.length)),
  });
  const both = async <D>(similarity: Similarity<D>): Promise<readonly [Method, Method]> => {
    const raw = remembered(await exhaustive(similarity, library));
    return [raw, remembered(normalised(raw, await exhaustive(similarity, background)))];
  };

  const ours = fingerprintSimilarities((content) => describer.fingerprintOf(content));
  const [colour, colourNormalised] = await both(ours.colour);
  const peers: ScoredMethod[] = [];
  for (const method of [...(await both(ours.pdq)), ...(await both(perceptualHash(pathOf))), colour, colourNormalised])
    peers.push(await score(method));
  const imageNet = await networkSimilarity(
    { name: 'ImageNet EfficientNet-lite0, cosine', file: imageNetFile(peersDir, rootDir), sidePx: 224 },
    pathOf,
    join(keptDir, 'imagenet-lite0'),
  );
  for (const method of await both(imageNet)) peers.push(await score(method));
  const [sscd, sscdNormalised] = await both(
    await networkSimilarity({ name: 'SSCD', file: sscdFile(peersDir), sidePx: 320 }, pathOf, join(keptDir, 'sscd')),
  );
  peers.push(await score(sscd), await score(sscdNormalised));
  peers.push(await bestColour('SSCD, normalised + colour histogram', sscdNormalised, colourNormalised, score));
  peers.push(await score(await rerankedByOrb(sscdNormalised, library, pathOf)));

  const [hashes] = await both(ours.hashes);
  const [whole] = await both(ours.wholeView);
  const [framed] = await both(ours.framedViews);
  const [views, viewsNormalised] = await both(ours.allViews);
  const ablation = [hashes, whole, framed, views, viewsNormalised];
  return {
    peers,
    ablation: [
      ...(await inTurn(ablation, score)),
      await bestColour('our embedding, all views, normalised + colour', viewsNormalised, colourNormalised, score),
    ],
  };
}

async function inTurn(
  methods: readonly Method[],
  score: (method: Method) => Promise<ScoredMethod>,
): Promise<ScoredMethod[]> {
  const scored: ScoredMethod[] = [];
  for (const method of methods) scored.push(await score(method));
  return scored;
}

async function bestColour(
  name: string,
  first: Method,
  colour: Method,
  score: (method: Method) => Promise<ScoredMethod>,
): Promise<ScoredMethod> {
  const tried = await inTurn(
    COLOUR_WEIGHTS.map((weight) => combined(`${name} × ${weight}`, first, colour, weight)),
    score,
  );
  const precision = ({ scored }: ScoredMethod): number => retrievalSummary(scored).microAveragePrecision;
  return tried.reduce((best, one) => (precision(one) > precision(best) ? one : best));
}
