import canonicalize from 'canonicalize';
import { utf8ToBytes } from './bytes.ts';

/** What JSON can say exactly. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * The one text of a value under RFC 8785 (JSON Canonicalization Scheme). Throws for numbers that are not finite and for
 * strings that are no Unicode text.
 */
export function canonicalText(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('expected a JSON value');
  return text;
}

/** The same as UTF-8, which is what gets hashed. */
export function canonicalBytes(value: Json): Uint8Array {
  return utf8ToBytes(canonicalText(value));
}
