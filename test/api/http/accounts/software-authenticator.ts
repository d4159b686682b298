import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

/** Flags of authenticator data (WebAuthn Level 2, 6.1): user present, user verified, attested credential data included. */
const PRESENT_AND_VERIFIED = 0x05;
const ATTESTED = 0x40;

interface CreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id: string };
}

interface RequestOptions {
  readonly challenge: string;
  readonly rpId: string;
}

/** A passkey in software: one P-256 key, answers as navigator.credentials gives them in JSON. */
export class SoftwareAuthenticator {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #id = randomBytes(16);
  readonly #origin: string;
  #counter = 0;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get id(): string {
    return this.#id.toString('base64url');
  }

  create({ challenge, rp }: CreationOptions): object {
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' });
    const coordinate = (text: string | undefined) => Buffer.from(text!, 'base64url');
    // COSE key in CBOR: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}.
    const key = [bytes('a5010203262001215820'), coordinate(x), bytes('225820'), coordinate(y)];
    const attested = [Buffer.alloc(16), uint16(this.#id.length), this.#id, ...key];
    const authData = Buffer.concat([this.#authData(rp.id, PRESENT_AND_VERIFIED | ATTESTED), ...attested]);
    // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}.
    const attestation = [text('fmt'), text('none'), text('attStmt'), bytes('a0'), text('authData')];
    const attestationObject = Buffer.concat([
      bytes('a3'),
      ...attestation,
      bytes('59'),
      uint16(authData.length),
      authData,
    ]);
    return this.#answer({
      clientDataJSON: this.#clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    });
  }

  get({ challenge, rpId }: RequestOptions): object {
    const clientData = this.#clientData('webauthn.get', challenge);
    const authData = this.#authData(rpId, PRESENT_AND_VERIFIED);
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
    return this.#answer({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: createSign('sha256').update(signed).sign(this.#keys.privateKey).toString('base64url'),
    });
  }

  #authData(rpId: string, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++this.#counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.of(flags), counter]);
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }));
  }

  #answer(response: object): object {
    return { id: this.id, rawId: this.id, type: 'public-key', response, clientExtensionResults: {} };
  }
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** CBOR text of fewer than 24 bytes. */
const text = (content: string): Buffer => Buffer.concat([Buffer.of(0x60 + content.length), Buffer.from(content)]);

function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16BE(value);
  return buffer;
}
