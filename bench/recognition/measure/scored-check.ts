import type { Answer } from '../answer.ts';
import type { Check } from '../plan.ts';

/** What a method, ours or a peer, said of one check. */
export interface ScoredCheck {
  readonly check: Check;
  /** Best first, without the records that are neither right nor wrong. */
  readonly ranked: readonly { readonly name: string; readonly score: number }[];
  /** 1 for first; undefined where no original is among what the method returned. */
  readonly rightRank: number | undefined;
  readonly rightScore: number | undefined;
  readonly wrongScore: number | undefined;
}

export function scoredCheck(check: Check, ranked: ScoredCheck['ranked']): ScoredCheck {
  const isRight = ({ name }: { name: string }): boolean => check.originals.includes(name);
  const index = ranked.findIndex(isRight);
  return {
    check,
    ranked,
    rightRank: index < 0 ? undefined : index + 1,
    rightScore: ranked[index]?.score,
    wrongScore: ranked.find((record) => !isRight(record))?.score,
  };
}

/** The engine's own answers. A picture that it would not compare found nothing. */
export const scoredByEngine = (checks: readonly Check[], answers: ReadonlyMap<string, Answer>): ScoredCheck[] =>
  checks.flatMap((check) => {
    const answer = answers.get(check.id);
    return answer ? [scoredCheck(check, answer.ranked)] : [];
  });

export const hasOriginal = ({ kind }: Check): boolean => kind === 'copy';
