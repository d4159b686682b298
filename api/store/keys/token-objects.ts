import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { CK, type Handle, type Pkcs11 } from './pkcs11-module.ts';

/** Objects that are looked at of a kind; tokens hold few. */
const OBJECTS_MAX = 1_000;

/** By their DER. */
const CURVES: Readonly<Record<string, { readonly crv: string; readonly bytes: number }>> = {
  '06082a8648ce3d030107': { crv: 'P-256', bytes: 32 },
  '06052b81040022': { crv: 'P-384', bytes: 48 },
  '06052b81040023': { crv: 'P-521', bytes: 66 },
};
export const P256_PARAMETERS = Buffer.from('06082a8648ce3d030107', 'hex');
export const ED25519_PARAMETERS = Buffer.from('06032b6570', 'hex');
const ED25519_BYTES = 32;

export interface Wanted {
  readonly class: number;
  readonly id?: Buffer;
  readonly label?: string;
}

export function findObjects(pkcs11: Pkcs11, session: Handle, wanted: Wanted): readonly Handle[] {
  pkcs11.C_FindObjectsInit(session, [
    { type: CK.CLASS, value: wanted.class },
    ...(wanted.id === undefined ? [] : [{ type: CK.ID, value: wanted.id }]),
    ...(wanted.label === undefined ? [] : [{ type: CK.LABEL, value: wanted.label }]),
  ]);
  try {
    return pkcs11.C_FindObjects(session, OBJECTS_MAX);
  } finally {
    pkcs11.C_FindObjectsFinal(session);
  }
}

/** Their octets, in this order. */
export function attributesOf(
  pkcs11: Pkcs11,
  session: Handle,
  object: Handle,
  ...types: readonly number[]
): readonly Buffer[] {
  const found = pkcs11.C_GetAttributeValue(
    session,
    object,
    types.map((type) => ({ type })),
  );
  return found.map(({ value }) => value);
}

/** A public key of the token; undefined for a kind that we do not know. */
export function publicKeyFrom(pkcs11: Pkcs11, session: Handle, object: Handle): KeyObject | undefined {
  const [type] = attributesOf(pkcs11, session, object, CK.KEY_TYPE);
  // An unsigned long of the machine, which is little-endian wherever Node runs but on mainframes.
  const kind = type!.readUInt32LE(0);
  if (kind === CK.KEY_RSA) {
    const [n, e] = attributesOf(pkcs11, session, object, CK.MODULUS, CK.PUBLIC_EXPONENT);
    return keyOf({ kty: 'RSA', n: n!.toString('base64url'), e: e!.toString('base64url') });
  }
  if (kind !== CK.KEY_EC && kind !== CK.KEY_EC_EDWARDS) return undefined;
  const [parameters, encoded] = attributesOf(pkcs11, session, object, CK.EC_PARAMS, CK.EC_POINT);
  const point = unwrapped(encoded!);
  if (kind === CK.KEY_EC_EDWARDS)
    return point.length === ED25519_BYTES
      ? keyOf({ kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') })
      : undefined;
  const curve = CURVES[parameters!.toString('hex')];
  if (curve === undefined || point.length !== 1 + 2 * curve.bytes) return undefined;
  const [x, y] = [point.subarray(1, 1 + curve.bytes), point.subarray(1 + curve.bytes)];
  return keyOf({ kty: 'EC', crv: curve.crv, x: x.toString('base64url'), y: y.toString('base64url') });
}

/** PKCS#11 puts the point into an OCTET STRING; some tokens give it bare. */
function unwrapped(encoded: Buffer): Buffer {
  if (encoded[0] === 0x04 && encoded[1] === encoded.length - 2) return encoded.subarray(2);
  // Length in the long form, as P-521 needs it.
  if (encoded[0] === 0x04 && encoded[1] === 0x81 && encoded[2] === encoded.length - 3) return encoded.subarray(3);
  return encoded;
}

function keyOf(jwk: JsonWebKey): KeyObject {
  return createPublicKey({ key: jwk, format: 'jwk' });
}
