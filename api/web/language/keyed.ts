/** Words of the shared vocabulary under the keys of a catalogue: `grade.identical`. */
export function keyed<Prefix extends string, Code extends string>(
  prefix: Prefix,
  words: Readonly<Record<Code, string>>,
): Readonly<Record<`${Prefix}.${Code}`, string>> {
  const entries = Object.entries(words).map(([code, word]) => [`${prefix}.${code}`, word]);
  return Object.fromEntries(entries) as Record<`${Prefix}.${Code}`, string>;
}

/** The same words as they stand alone or begin a sentence. */
export function sentenceCase<Code extends string>(words: Readonly<Record<Code, string>>): Record<Code, string> {
  const entries = Object.entries<string>(words).map(([code, word]) => [
    code,
    word.charAt(0).toUpperCase() + word.slice(1),
  ]);
  return Object.fromEntries(entries) as Record<Code, string>;
}
