import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexToBytes, toBase64, utf8ToBytes } from '../../../api/proof/bytes.ts';
import { checkpointText, parseCheckpoint } from '../../../api/proof/note/checkpoint.ts';
import { readCosignature } from '../../../api/proof/note/cosignature.ts';
import {
  cosignText,
  formatNote,
  type NoteSigner,
  parseNote,
  signText,
  verifyNote,
} from '../../../api/proof/note/signed-note.ts';
import {
  COSIGNATURE,
  formatVerifierKey,
  makeVerifierKey,
  NOTE_SIGNATURE,
  parseVerifierKey,
  type SignatureType,
} from '../../../api/proof/note/verifier-key.ts';

/** The example of the reference implementation, golang.org/x/mod/sumdb/note. */
const NEUMANN = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const NEUMANN_PRIVATE = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const NEUMANN_NOTE = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

/** PKCS#8 and SPKI of Ed25519 before the 32 bytes (RFC 8410). */
const PKCS8 = hexToBytes('302e020100300506032b657004220420');

function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

const publicBytes = (key: KeyObject) =>
  new Uint8Array(Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x!, 'base64url'));

function signerOf(name: string, privateKey: KeyObject, type: SignatureType = NOTE_SIGNATURE): NoteSigner {
  return {
    key: makeVerifierKey(name, type, publicBytes(privateKey)),
    sign: async (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

const someone = signerOf('example.com/log', generateKeyPairSync('ed25519').privateKey);
const witness = signerOf('witness.example.com/w1', generateKeyPairSync('ed25519').privateKey, COSIGNATURE);

describe('signed notes', () => {
  it('of the reference implementation verify, and are signed to the same bytes', async () => {
    const key = parseVerifierKey(NEUMANN);
    expect(formatVerifierKey(key)).toBe(NEUMANN);
    const note = parseNote(NEUMANN_NOTE);
    expect(verifyNote(note, [key])).toEqual([{ key }]);
    expect(formatNote(note)).toBe(NEUMANN_NOTE);
    const signer = signerOf('PeterNeumann', privateKeyOf(Buffer.from(NEUMANN_PRIVATE, 'base64').subarray(1)));
    expect(formatNote({ text: note.text, signatures: [await signText(note.text, signer)] })).toBe(NEUMANN_NOTE);
  });

  it('pass over unknown keys and reject the note for a wrong signature by a known one', async () => {
    const text = 'text\n';
    const other = signerOf('example.com/log', generateKeyPairSync('ed25519').privateKey);
    const good = await signText(text, someone);
    expect(verifyNote({ text, signatures: [await signText(text, other), good] }, [someone.key])).toHaveLength(1);
    expect(() => verifyNote({ text, signatures: [good] }, [other.key])).toThrow(
      expect.objectContaining({ code: 'no-known-key' }),
    );
    const bad = { ...(await signText('other\n', someone)) };
    expect(() => verifyNote({ text, signatures: [good, bad] }, [someone.key])).toThrow(
      expect.objectContaining({ code: 'bad-signature' }),
    );
  });

  it('fall with any one byte altered', async () => {
    const text = checkpointText({ origin: 'example.com/log', size: 9, root: new Uint8Array(32).fill(3) });
    const note = formatNote({
      text,
      signatures: [await signText(text, someone), await cosignText(text, witness, new Date())],
    });
    const keys = [someone.key, witness.key];
    expect(verifyNote(parseNote(note), keys)).toHaveLength(2);
    fc.assert(
      fc.property(fc.nat(Buffer.byteLength(note) - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const bytes = Buffer.from(note);
        bytes[at]! ^= difference;
        let verified: number;
        try {
          verified = verifyNote(parseNote(bytes.toString('utf8')), keys).length;
        } catch {
          verified = 0;
        }
        // Altering a name or an id makes that signature one by somebody unknown; the other still has to fit the text.
        expect(verified).toBeLessThan(2);
        if (at < Buffer.byteLength(text)) expect(verified).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['nothing', ''],
    ['no signature', 'text\n\n'],
    ['no blank line', 'text\n— a AAAAAAA=\n'],
    ['no last newline', NEUMANN_NOTE.slice(0, -1)],
    ['a carriage return', NEUMANN_NOTE.replace('\n', '\r\n')],
    ['a hyphen for the dash', NEUMANN_NOTE.replace('—', '-')],
    ['base64 without padding', NEUMANN_NOTE.replace('=\n', '\n')],
    ['stray bits in the base64', NEUMANN_NOTE.replace('AM=', 'AN=')],
    ['two blanks', NEUMANN_NOTE.replace('PeterNeumann x', 'PeterNeumann  x')],
    ['a plus sign in the name', NEUMANN_NOTE.replace('— PeterNeumann', '— Peter+Neumann')],
    ['a signature of no bytes', 'text\n\n— a AAAAAA==\n'],
    ['101 signatures', `text\n\n${'— a AAAAAAA=\n'.repeat(101)}`],
    ['100,001 characters', `${'x'.repeat(100_000)}\n\n— a AAAAAAA=\n`],
    ['half a surrogate pair', `\ud800\n\n— a AAAAAAA=\n`],
  ])('with %s are refused', (_, note) => {
    expect(() => parseNote(note)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});

describe('verifier keys', () => {
  it.each([
    'TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6',
    'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
    'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8',
  ])('in public use are read: %s', (text) => {
    expect(formatVerifierKey(parseVerifierKey(text))).toBe(text);
  });

  it.each([
    '',
    'TEST+7997405c',
    'TEST+7997405d+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6',
    'TEST+7997405C+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6',
    'REST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6',
    'TE ST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6',
    'TEST+7997405c+AgcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6',
    'TEST+7997405c+AQcC',
    'bananas.sigstore.dev+12344556',
    'rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!',
  ])('that are wrong are refused: %s', (text) => {
    expect(() => parseVerifierKey(text)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});

describe('checkpoints', () => {
  const root = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';

  it('of the specification are read and written', () => {
    const text = `example.com/behind-the-sofa\n20852163\n${root}\n`;
    const checkpoint = parseCheckpoint(text);
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(checkpointText(checkpoint)).toBe(text);
    expect(parseCheckpoint(`${text}extension\n`)).toEqual(checkpoint);
  });

  it.each([
    `\n1\n${root}\n`,
    `a\n01\n${root}\n`,
    `a\n-1\n${root}\n`,
    `a\n1e3\n${root}\n`,
    `a\n99999999999999999\n${root}\n`,
    `a\n1\n${root.slice(4)}\n`,
    `a\n1\n${root}`,
    `a\n1\n${root}\n\n`,
    'a\n1\n',
  ])('that are none are refused: %j', (text) => {
    expect(() => parseCheckpoint(text)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});

describe('cosignatures', () => {
  it('tell the time of a published one, and refuse an ordinary signature', () => {
    const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64')).subarray(4);
    // transparency-dev/formats, TestCoSigV1Timestamp.
    const published =
      'ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA==';
    expect(readCosignature(bytesOf(published))?.seconds).toBe(1_727_964_367);
    const ordinary = 'eQjRQm6eSKzFoiYalgwCPXu2y3ijtg68is9M46JKxuZB+dRfTmeQeDBoXnvxZx2ugnkyV+MUMLXpWs1hPb/W/4xkNQY=';
    expect(readCosignature(bytesOf(ordinary))).toBeUndefined();
  });

  it('bind text and time, and cannot pass for a signature of the note', async () => {
    const text = 'example.com/log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    const at = new Date('2026-05-04T03:02:01Z');
    const cosigned = await cosignText(text, witness, at);
    expect(verifyNote({ text, signatures: [cosigned] }, [witness.key])).toEqual([{ key: witness.key, cosignedAt: at }]);
    expect(() => verifyNote({ text: `${text}x\n`, signatures: [cosigned] }, [witness.key])).toThrow();
    const later = cosigned.signature.slice();
    later[7]! ^= 1;
    expect(() => verifyNote({ text, signatures: [{ ...cosigned, signature: later }] }, [witness.key])).toThrow();
    const asNote = makeVerifierKey(witness.key.name, NOTE_SIGNATURE, witness.key.publicKey);
    const disguised = { ...cosigned, keyId: asNote.keyId };
    expect(() => verifyNote({ text, signatures: [disguised] }, [asNote])).toThrow();
  });
});

/** RFC 8032, section 7.1: secret key, public key, message, signature. */
const ED25519: readonly (readonly [string, string, string, string])[] = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
];

/** 2^252 + 27742317777372353535851937790883648493, the order of the group. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

const littleEndian = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
const bytesOfScalar = (value: bigint) =>
  new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse());

describe('Ed25519 in notes', () => {
  const named = (publicKey: Uint8Array) => makeVerifierKey('k', NOTE_SIGNATURE, publicKey);
  const isAccepted = (text: string, publicKey: Uint8Array, signature: Uint8Array) => {
    const key = named(publicKey);
    try {
      return verifyNote({ text, signatures: [{ name: 'k', keyId: key.keyId, signature }] }, [key]).length === 1;
    } catch {
      return false;
    }
  };

  it.each(ED25519)('signs with key %s as RFC 8032 prints it', async (secret, publicHex, messageHex, signatureHex) => {
    const key = privateKeyOf(hexToBytes(secret));
    expect(publicBytes(key)).toEqual(hexToBytes(publicHex));
    const { signature } = await signText(Buffer.from(messageHex, 'hex').toString('latin1'), signerOf('k', key));
    if (messageHex !== 'af82') expect(signature).toEqual(hexToBytes(signatureHex));
    expect(new Uint8Array(sign(null, hexToBytes(messageHex), key))).toEqual(hexToBytes(signatureHex));
    if (messageHex !== 'af82')
      expect(
        isAccepted(Buffer.from(messageHex, 'hex').toString(), hexToBytes(publicHex), hexToBytes(signatureHex)),
      ).toBe(true);
  });

  it('agrees with OpenSSL on good signatures and on spoilt ones', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.string(),
        fc.nat(511),
        async (seed, words, bit) => {
          const key = privateKeyOf(seed);
          const text = `${words.replace(/\p{Cs}/gu, '')}\n`;
          const { signature } = await signText(text, signerOf('k', key));
          expect(isAccepted(text, publicBytes(key), signature)).toBe(true);
          const spoilt = signature.slice();
          spoilt[bit >> 3]! ^= 1 << (bit & 7);
          expect(verify(null, utf8ToBytes(text), createPublicKey(key), spoilt)).toBe(false);
          expect(isAccepted(text, publicBytes(key), spoilt)).toBe(false);
        },
      ),
    );
  });

  it('refuses the second signature that adding the order of the group makes of a good one', async () => {
    const key = privateKeyOf(new Uint8Array(32).fill(5));
    const { signature } = await signText('text\n', signerOf('k', key));
    for (const times of [1n, 2n, 7n]) {
      const s = littleEndian(signature.subarray(32)) + times * ORDER;
      expect(
        isAccepted('text\n', publicBytes(key), new Uint8Array([...signature.subarray(0, 32), ...bytesOfScalar(s)])),
      ).toBe(false);
    }
  });

  it.each([
    ['the neutral point', `01${'00'.repeat(31)}`],
    ['a point of order two', `ec${'ff'.repeat(30)}7f`],
    ['a point of order four', '00'.repeat(32)],
    ['a point of order eight', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['the neutral point in a second spelling', `ee${'ff'.repeat(30)}7f`],
    ['no point at all', `02${'00'.repeat(31)}`],
  ])('refuses as a key %s, for which one signature fits every text', (_, publicHex) => {
    const neutral = hexToBytes(`01${'00'.repeat(31)}`);
    for (const r of [neutral, hexToBytes(publicHex)])
      expect(isAccepted('text\n', hexToBytes(publicHex), new Uint8Array([...r, ...new Uint8Array(32)]))).toBe(false);
  });

  it('refuses signatures of other lengths', async () => {
    const key = privateKeyOf(new Uint8Array(32).fill(6));
    const { signature } = await signText('text\n', signerOf('k', key));
    for (const bytes of [signature.subarray(0, 63), new Uint8Array([...signature, 0]), new Uint8Array(1)])
      expect(isAccepted('text\n', publicBytes(key), bytes)).toBe(false);
    expect(toBase64(signature)).toHaveLength(88);
  });
});
