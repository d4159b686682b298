import { generateKeyPairSync } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { NoteSignature, NoteSigner } from '../../proof/note/signed-note.ts';
import { signText } from '../../proof/note/signed-note.ts';
import { COSIGNATURE, makeVerifierKey, NOTE_SIGNATURE, type VerifierKey } from '../../proof/note/verifier-key.ts';
import type { LogSigner } from '../log/log-folder.ts';
import { type KeptKey, publicKeyOf, signingKeyOf, type TokenSigner } from './kept-key.ts';
import { keyUnusable, writeKeyFile } from './key-file.ts';
import { type KeyPurpose, type KeyringContent, readKeyring, type StoredKey } from './keyring-file.ts';

const SIGNATURE_TYPES = { log: NOTE_SIGNATURE, witness: COSIGNATURE } as const;
const DAY_MS = 86_400_000;

/** A key as the world may know it. */
export interface KeyState {
  readonly key: VerifierKey;
  readonly purpose: KeyPurpose;
  readonly signsFrom: Date;
  readonly signsUntil: Date | null;
  readonly revokedAsOf: Date | null;
  readonly revocationReason: string | null;
}

/**
 * The keys of this installation, in a file outside the database that only the owner of the process can read, or in a token. They are made
 * when the file is missing, and read again whenever it has changed: rotation and revocation need no restart.
 */
export class Keyring implements LogSigner {
  readonly #path: string;
  readonly #clock: () => Date;
  readonly #token: TokenSigner | undefined;
  #content: KeyringContent;
  #changedAtMs: number;

  private constructor(
    path: string,
    clock: () => Date,
    token: TokenSigner | undefined,
    content: KeyringContent,
    changedAtMs: number,
  ) {
    this.#path = path;
    this.#clock = clock;
    this.#token = token;
    this.#content = content;
    this.#changedAtMs = changedAtMs;
  }

  /** `origin` names the log where the keys are made now; null: they have to be there. A log keeps its name. */
  static async open(path: string, origin: string | null, clock: () => Date, token?: TokenSigner): Promise<Keyring> {
    let content = await readKeyring(path);
    if (content === undefined) {
      if (origin === null) throw keyUnusable(`the key file ${path}, made at the first start and in no backup`, 'none');
      content = {
        type: 'selvedge/keyring/v1',
        origin,
        keys: [freshKey('log', origin, clock()), freshKey('witness', `${origin}/witness`, clock())],
      };
      await writeKeyFile(path, content);
    }
    return new Keyring(path, clock, token, content, (await stat(path)).mtimeMs);
  }

  get origin(): string {
    return this.#content.origin;
  }

  /** Every key that ever was, oldest first. */
  async states(): Promise<readonly KeyState[]> {
    await this.#refresh();
    return this.#content.keys.map(stateOf);
  }

  async keys(): Promise<readonly VerifierKey[]> {
    const states = await this.states();
    return states.filter(({ purpose }) => purpose === 'log').map(({ key }) => key);
  }

  async sign(text: string): Promise<readonly NoteSignature[]> {
    return Promise.all((await this.signers('log')).map((signer) => signText(text, signer)));
  }

  /** Those that sign now, never none. Throws `key-unusable`. */
  async signers(purpose: KeyPurpose): Promise<readonly NoteSigner[]> {
    await this.#refresh();
    const now = this.#clock().getTime();
    const signing = this.#content.keys.filter(
      (key) =>
        key.purpose === purpose &&
        key.revokedAsOf === null &&
        (key.signsUntil === null || now < Date.parse(key.signsUntil)),
    );
    if (signing.length === 0) throw keyUnusable(`a ${purpose} key that is neither expired nor revoked`, 'none');
    return signing.map((key) => signerOf(key, this.#token));
  }

  /** Adds a key, fresh or brought along; those that signed until now go on beside it for the overlap, then stop. */
  async rotate(purpose: KeyPurpose, overlapDays: number, brought?: KeptKey): Promise<KeyState> {
    await this.#refresh();
    const now = this.#clock();
    const until = new Date(now.getTime() + overlapDays * DAY_MS).toISOString();
    const name = purpose === 'log' ? this.origin : `${this.origin}/witness`;
    const added = brought === undefined ? freshKey(purpose, name, now) : storedKey(purpose, name, now, brought);
    if (this.#content.keys.some(({ keyId }) => keyId === added.keyId))
      throw keyUnusable('a key that is not in use yet', `the key ${added.keyId}, which is there`);
    const keys = this.#content.keys.map((key) =>
      key.purpose === purpose && key.signsUntil === null ? { ...key, signsUntil: until } : key,
    );
    await this.#write({ ...this.#content, keys: [...keys, added] });
    return stateOf(added);
  }

  /** From `asOf` on, which may lie in the past, nothing that the key signed counts. */
  async revoke(keyId: string, asOf: Date, reason: string): Promise<void> {
    await this.#refresh();
    if (!this.#content.keys.some((key) => key.keyId === keyId))
      throw keyUnusable('the id of one of the keys', JSON.stringify(keyId.slice(0, 40)));
    const keys = this.#content.keys.map((key) =>
      key.keyId === keyId ? { ...key, revokedAsOf: asOf.toISOString(), revocationReason: reason } : key,
    );
    await this.#write({ ...this.#content, keys });
  }

  async #refresh(): Promise<void> {
    const { mtimeMs } = await stat(this.#path).catch(() => ({ mtimeMs: Number.NaN }));
    if (mtimeMs === this.#changedAtMs) return;
    const content = await readKeyring(this.#path);
    if (content === undefined) throw keyUnusable(`the key file ${this.#path}`, 'none');
    this.#content = content;
    this.#changedAtMs = mtimeMs;
  }

  async #write(content: KeyringContent): Promise<void> {
    await writeKeyFile(this.#path, content);
    this.#content = content;
    this.#changedAtMs = (await stat(this.#path)).mtimeMs;
  }
}

function freshKey(purpose: KeyPurpose, name: string, now: Date): StoredKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return storedKey(purpose, name, now, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
}

function storedKey(purpose: KeyPurpose, name: string, now: Date, privateKey: KeptKey): StoredKey {
  return {
    purpose,
    algorithm: 'ed25519',
    name,
    keyId: verifierKeyOf(purpose, name, privateKey).keyId,
    privateKey,
    signsFrom: now.toISOString(),
    signsUntil: null,
    revokedAsOf: null,
    revocationReason: null,
  };
}

function verifierKeyOf(purpose: KeyPurpose, name: string, privateKey: KeptKey): VerifierKey {
  const { crv, x = '' } = publicKeyOf(privateKey).export({ format: 'jwk' });
  if (crv !== 'Ed25519') throw keyUnusable('an Ed25519 key', crv ?? 'another kind');
  return makeVerifierKey(name, SIGNATURE_TYPES[purpose], new Uint8Array(Buffer.from(x, 'base64url')));
}

function stateOf({
  purpose,
  name,
  privateKey,
  signsFrom,
  signsUntil,
  revokedAsOf,
  revocationReason,
}: StoredKey): KeyState {
  return {
    key: verifierKeyOf(purpose, name, privateKey),
    purpose,
    signsFrom: new Date(signsFrom),
    signsUntil: signsUntil === null ? null : new Date(signsUntil),
    revokedAsOf: revokedAsOf === null ? null : new Date(revokedAsOf),
    revocationReason,
  };
}

function signerOf({ purpose, name, privateKey }: StoredKey, token: TokenSigner | undefined): NoteSigner {
  const { sign } = signingKeyOf(privateKey, token);
  return { key: verifierKeyOf(purpose, name, privateKey), sign };
}
