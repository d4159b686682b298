import { concatBytes, utf8ToBytes } from '../bytes.ts';

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** What a witness signs: header, time in whole seconds of the epoch, then the whole text of the note (C2SP tlog-cosignature v1). */
export function cosignedMessage(text: string, seconds: number): Uint8Array {
  return utf8ToBytes(`cosignature/v1\ntime ${seconds}\n${text}`);
}

/** Time and signature of a cosignature; undefined for bytes of another length or a time beyond what a Date holds. */
export function readCosignature(
  bytes: Uint8Array,
): { readonly seconds: number; readonly signature: Uint8Array } | undefined {
  if (bytes.length !== TIME_BYTES + SIGNATURE_BYTES) return undefined;
  const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  return seconds * 1000 > 8.64e15 ? undefined : { seconds, signature: bytes.subarray(TIME_BYTES) };
}

export function writeCosignature(seconds: number, signature: Uint8Array): Uint8Array {
  const time = new Uint8Array(TIME_BYTES);
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
  return concatBytes(time, signature);
}
