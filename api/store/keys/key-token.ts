import { createHash, type KeyObject, randomBytes, verify, X509Certificate } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Integer, Sequence } from 'asn1js';
import type { SigningAlgorithm } from '../../proof/pki/signing-key.ts';
import { algorithmOf, publicKeyOf, type TokenKeyPlace, type TokenSigner } from './kept-key.ts';
import { tokenUnusable } from './key-file.ts';
import {
  ALREADY_LOGGED_IN,
  CK,
  codeOf,
  endPkcs11,
  type Handle,
  LOST,
  nameOf,
  openPkcs11,
  type Pkcs11,
  REFUSED_PIN,
} from './pkcs11-module.ts';
import { attributesOf, ED25519_PARAMETERS, findObjects, P256_PARAMETERS, publicKeyFrom } from './token-objects.ts';

/** Where a token is reached, and how it is opened. */
export interface TokenLocation {
  /** The library of its maker. */
  readonly module: string;
  readonly label: string;
  readonly pin: string;
}

/** A key of a token, and the certificates beside it, DER: its own first; none where it has none. */
export interface TokenKey {
  readonly place: TokenKeyPlace;
  readonly certificates: readonly Uint8Array[];
}

/** Room for a signature by RSA of 8,192 bits. */
const SIGNATURE_BYTES_MAX = 1_024;
const ID_BYTES = 16;
const REOPEN_PAUSE_MS = 50;
const MECHANISMS: Readonly<Record<SigningAlgorithm, number>> = {
  ed25519: CK.MECHANISM_EDDSA,
  'ecdsa-sha256': CK.MECHANISM_ECDSA,
  'rsa-sha256': CK.MECHANISM_SHA256_RSA,
};

interface Opened {
  readonly pkcs11: Pkcs11;
  readonly session: Handle;
}

/**
 * A token of PKCS#11: a security module, a card, or softhsm2. Keys sign inside it. Opened when first needed, one act at a time, and
 * opened anew once where it was lost. A PIN that it refused is not tried again by this process: tokens lock themselves after some tries.
 */
export class KeyToken implements TokenSigner {
  readonly #location: TokenLocation;
  #opened: Opened | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #refusedPin: Error | undefined;

  constructor(location: TokenLocation) {
    this.#location = location;
  }

  /** Signs inside the token. Throws `key-unusable` where it is away, refuses the PIN or does not hold the key. */
  async sign(place: TokenKeyPlace, algorithm: SigningAlgorithm, message: Uint8Array): Promise<Uint8Array> {
    if (place.token !== this.#location.label)
      throw tokenUnusable(`the token ${JSON.stringify(place.token)}`, JSON.stringify(this.#location.label), REMEDY);
    return this.#work(async ({ pkcs11, session }) => {
      const [key] = findObjects(pkcs11, session, { class: CK.CLASS_PRIVATE_KEY, id: Buffer.from(place.id, 'hex') });
      if (key === undefined) throw tokenUnusable(`the key ${place.id} in the token`, 'none', REMEDY);
      const isEcdsa = algorithm === 'ecdsa-sha256';
      const data = isEcdsa ? createHash('sha256').update(message).digest() : Buffer.from(message);
      pkcs11.C_SignInit(session, { mechanism: MECHANISMS[algorithm] }, key);
      const signature = await pkcs11.C_SignAsync(session, data, Buffer.alloc(SIGNATURE_BYTES_MAX));
      return isEcdsa ? ecdsaSignature(signature) : new Uint8Array(signature);
    });
  }

  /** The one private key with this label, tried out. Throws `key-unusable`. */
  async find(label: string): Promise<TokenKey> {
    const found = await this.#work(async ({ pkcs11, session }) => {
      const keys = findObjects(pkcs11, session, { class: CK.CLASS_PRIVATE_KEY, label });
      if (keys.length !== 1)
        throw tokenUnusable(`one private key labelled ${JSON.stringify(label)} in the token`, `${keys.length}`, REMEDY);
      const [id] = attributesOf(pkcs11, session, keys[0]!, CK.ID);
      const certificates = certificatesBeside(pkcs11, session, id!);
      return { place: this.#place(id!, publicKeyBeside(pkcs11, session, id!, certificates)), certificates };
    });
    await this.#tryOut(found.place);
    return found;
  }

  /** Makes a key pair inside the token that never leaves it. Throws `key-unusable`, also for a label that is taken. */
  async make(label: string, algorithm: 'ed25519' | 'ecdsa-sha256'): Promise<TokenKey> {
    const isEdwards = algorithm === 'ed25519';
    const id = randomBytes(ID_BYTES);
    const kept = [
      { type: CK.TOKEN, value: true },
      { type: CK.ID, value: id },
      { type: CK.LABEL, value: label },
      { type: CK.KEY_TYPE, value: isEdwards ? CK.KEY_EC_EDWARDS : CK.KEY_EC },
    ];
    await this.#work(async ({ pkcs11, session }) => {
      if (findObjects(pkcs11, session, { class: CK.CLASS_PRIVATE_KEY, label }).length > 0)
        throw tokenUnusable('a label that no key of the token has', JSON.stringify(label), REMEDY);
      await pkcs11.C_GenerateKeyPairAsync(
        session,
        { mechanism: isEdwards ? CK.MECHANISM_EDWARDS_KEY_PAIR : CK.MECHANISM_EC_KEY_PAIR },
        [
          ...kept,
          { type: CK.VERIFY, value: true },
          { type: CK.EC_PARAMS, value: isEdwards ? ED25519_PARAMETERS : P256_PARAMETERS },
        ],
        [
          ...kept,
          { type: CK.PRIVATE, value: true },
          { type: CK.SENSITIVE, value: true },
          { type: CK.EXTRACTABLE, value: false },
          { type: CK.SIGN, value: true },
        ],
      );
    });
    return this.find(label);
  }

  async close(): Promise<void> {
    await this.#queue;
    this.#drop();
  }

  /** The key that signs has to be that whose public half is stated, or nobody could check what it signs. */
  async #tryOut(place: TokenKeyPlace): Promise<void> {
    const publicKey = publicKeyOf(place);
    const algorithm = algorithmOf(publicKey);
    const message = randomBytes(ID_BYTES);
    const signature = await this.sign(place, algorithm, message);
    if (!verify(algorithm === 'ed25519' ? null : 'sha256', message, publicKey, signature))
      throw tokenUnusable('a private key that fits its public key', 'another', REMEDY);
  }

  #place(id: Buffer, publicKey: KeyObject): TokenKeyPlace {
    algorithmOf(publicKey);
    return {
      token: this.#location.label,
      id: id.toString('hex'),
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    };
  }

  /** One act at a time: a session of PKCS#11 knows no more. */
  #work<T>(act: (opened: Opened) => Promise<T>): Promise<T> {
    const done = this.#queue.then(() => this.#attempt(act));
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #attempt<T>(act: (opened: Opened) => Promise<T>): Promise<T> {
    try {
      return await act(this.#open());
    } catch (error) {
      // Whatever went wrong: what is tried next begins with what the token then is.
      this.#drop();
      if (!LOST.has(codeOf(error) ?? 0)) throw this.#refusal(error);
    }
    await pause(REOPEN_PAUSE_MS);
    try {
      return await act(this.#open());
    } catch (error) {
      this.#drop();
      throw this.#refusal(error);
    }
  }

  #open(): Opened {
    if (this.#opened !== undefined) return this.#opened;
    if (this.#refusedPin !== undefined) throw this.#refusedPin;
    const { module, label, pin } = this.#location;
    const pkcs11 = openPkcs11(module);
    // Labels are padded with blanks to 32 octets.
    const slot = pkcs11.C_GetSlotList(true).find((each) => pkcs11.C_GetTokenInfo(each).label.trimEnd() === label);
    if (slot === undefined) throw tokenUnusable(`the token ${JSON.stringify(label)}`, 'none of that label', REMEDY);
    const session = pkcs11.C_OpenSession(slot, CK.SERIAL_SESSION | CK.RW_SESSION);
    try {
      pkcs11.C_Login(session, CK.USER, pin);
    } catch (error) {
      if (codeOf(error) !== ALREADY_LOGGED_IN) {
        pkcs11.C_CloseSession(session);
        if (!REFUSED_PIN.has(codeOf(error) ?? 0)) throw error;
        this.#refusedPin = tokenUnusable('the PIN of the token', nameOf(error), PIN_REMEDY);
        throw this.#refusedPin;
      }
    }
    this.#opened = { pkcs11, session };
    return this.#opened;
  }

  #drop(): void {
    this.#opened = undefined;
    endPkcs11(this.#location.module);
  }

  #refusal(error: unknown): unknown {
    if (codeOf(error) === undefined) return error;
    return tokenUnusable(`an answer of the token ${JSON.stringify(this.#location.label)}`, nameOf(error), REMEDY);
  }
}

const REMEDY = 'See that the token is there and that keys.pkcs11Token and keys.pkcs11Module name it.';
const PIN_REMEDY =
  'Set keys.pkcs11Pin right and start again; it is not tried again, since a token locks itself after some tries.';

function publicKeyBeside(pkcs11: Pkcs11, session: Handle, id: Buffer, [own]: readonly Uint8Array[]): KeyObject {
  const [object] = findObjects(pkcs11, session, { class: CK.CLASS_PUBLIC_KEY, id });
  const found = object === undefined ? undefined : publicKeyFrom(pkcs11, session, object);
  const key = found ?? (own === undefined ? undefined : new X509Certificate(own).publicKey);
  if (key === undefined)
    throw tokenUnusable('a public key or a certificate with the id of the private key', 'neither', REMEDY);
  return key;
}

/** The certificate of the key first, then all others of the token, which may lead on from it. */
function certificatesBeside(pkcs11: Pkcs11, session: Handle, id: Buffer): readonly Uint8Array[] {
  const valuesOf = (objects: readonly Handle[]) =>
    objects.map((object) => new Uint8Array(attributesOf(pkcs11, session, object, CK.VALUE)[0]!));
  const [own] = valuesOf(findObjects(pkcs11, session, { class: CK.CLASS_CERTIFICATE, id }));
  if (own === undefined) return [];
  const all = valuesOf(findObjects(pkcs11, session, { class: CK.CLASS_CERTIFICATE }));
  return [own, ...all.filter((each) => !Buffer.from(each).equals(own))];
}

/** Tokens give two numbers of one length side by side; X.509 and CMS have them as a sequence (RFC 3279, section 2.2.3). */
function ecdsaSignature(signature: Buffer): Uint8Array {
  const half = signature.length / 2;
  const number = (octets: Buffer) => Integer.fromBigInt(BigInt(`0x${octets.toString('hex')}`));
  const value = [number(signature.subarray(0, half)), number(signature.subarray(half))];
  return new Uint8Array(new Sequence({ value }).toBER());
}
