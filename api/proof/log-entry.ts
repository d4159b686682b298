import { bytesToHex, hexToBytes } from './bytes.ts';
import { canonicalBytes, type Json } from './canonical-json.ts';
import { commit } from './commitment.ts';

/** Names how the commitment of an entry was made, so that another way can be added beside it. */
export const COMMITMENT_ALGORITHM = 'sha256-salted-v1';

/** A record of ours with the salt that its log entry was made with: what opens the entry. */
export interface SaltedRecord {
  readonly record: Json;
  readonly salt: Uint8Array;
}

/** What the public log holds of a record: the commitment and how it was made, not even the record's kind. */
export function logEntry({ record, salt }: SaltedRecord): Uint8Array {
  return canonicalBytes({
    type: 'selvedge/log-entry/v1',
    algorithm: COMMITMENT_ALGORITHM,
    commitment: bytesToHex(commit(record, salt)),
  });
}

/** Bytes of a text of lower-case hexadecimal digits of that many bytes; undefined for any other text. */
export function fromHex(text: string, bytes: number): Uint8Array | undefined {
  return text.length === 2 * bytes && /^[0-9a-f]*$/.test(text) ? hexToBytes(text) : undefined;
}
