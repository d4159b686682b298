import { EngineError } from '../../engine/index.ts';
import type { Language } from '../config/settings.ts';
import { textsOf } from '../http/problem-texts.ts';
import { ServiceError } from '../services/errors.ts';
import { Refusal } from './backend.ts';

/** Turns the errors of services and engine, whose words are meant for people, into refusals; others stay what they are. */
export function refusingIn(language: Language): <T>(work: Promise<T>) => Promise<T> {
  return async (work) => {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof EngineError || error instanceof ServiceError)) throw error;
      throw new Refusal(error.code, wordsOf(error, language), { cause: error });
    }
  };
}

/** In Chinese the catalogue's sentence leads; what was measured follows in the engine's own words. */
function wordsOf(error: EngineError | ServiceError, language: Language): string {
  if (language === 'en') return error.message;
  const { title, remedy } = textsOf(
    { code: error.code, status: 0, facts: {}, stated: error.details, faults: [], headers: {} },
    language,
  );
  return `${title}（${error.details.received}）。${remedy}`;
}
