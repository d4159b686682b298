import { createRequire } from 'node:module';
import { tokenUnusable } from './key-file.ts';

/** Handle of a session or an object. */
export type Handle = Buffer;

interface Attribute {
  readonly type: number;
  readonly value?: Buffer | string | number | boolean;
}
type Template = readonly Attribute[];

/** The part of the package pkcs11js that is used; its own types are not there where it could not be built. */
export interface Pkcs11 {
  load(path: string): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(withToken: boolean): readonly Handle[];
  C_GetTokenInfo(slot: Handle): { readonly label: string };
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_Login(session: Handle, userType: number, pin: string): void;
  C_FindObjectsInit(session: Handle, template: Template): void;
  C_FindObjects(session: Handle, limit: number): readonly Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(session: Handle, object: Handle, template: Template): readonly { readonly value: Buffer }[];
  C_GenerateKeyPairAsync(
    session: Handle,
    mechanism: Mechanism,
    publicKey: Template,
    privateKey: Template,
  ): Promise<{ readonly publicKey: Handle; readonly privateKey: Handle }>;
  C_SignInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_SignAsync(session: Handle, data: Buffer, room: Buffer): Promise<Buffer>;
}

interface Mechanism {
  readonly mechanism: number;
  readonly parameter?: Buffer;
}

/** PKCS#11 3.0, as OASIS numbers them. */
export const CK = {
  SERIAL_SESSION: 0x4,
  RW_SESSION: 0x2,
  USER: 1,
  CLASS: 0x0,
  TOKEN: 0x1,
  PRIVATE: 0x2,
  LABEL: 0x3,
  VALUE: 0x11,
  KEY_TYPE: 0x100,
  SENSITIVE: 0x103,
  ID: 0x102,
  SIGN: 0x108,
  VERIFY: 0x10a,
  MODULUS: 0x120,
  PUBLIC_EXPONENT: 0x122,
  EXTRACTABLE: 0x162,
  EC_PARAMS: 0x180,
  EC_POINT: 0x181,
  CLASS_CERTIFICATE: 1,
  CLASS_PUBLIC_KEY: 2,
  CLASS_PRIVATE_KEY: 3,
  KEY_RSA: 0x0,
  KEY_EC: 0x3,
  KEY_EC_EDWARDS: 0x40,
  MECHANISM_SHA256_RSA: 0x40,
  MECHANISM_EC_KEY_PAIR: 0x1040,
  MECHANISM_ECDSA: 0x1041,
  MECHANISM_EDWARDS_KEY_PAIR: 0x1055,
  MECHANISM_EDDSA: 0x1057,
} as const;

const ALREADY_INITIALIZED = 0x191;
export const ALREADY_LOGGED_IN = 0x100;
/** The session is gone, or the token was: another session may be had. */
export const LOST: ReadonlySet<number> = new Set([0x30, 0x32, 0xb0, 0xb3, 0xe0, 0x101, 0x190]);
/** PIN incorrect, invalid, of a wrong length, expired or locked: another try with it would lock the token. */
export const REFUSED_PIN: ReadonlySet<number> = new Set([0xa0, 0xa1, 0xa2, 0xa3, 0xa4]);

/** A library stays loaded until the process ends. */
const loaded = new Map<string, Pkcs11>();

/** Loads the library of a maker of tokens, ready for use. Throws `key-unusable` where it, or the package that speaks to it, is not there. */
export function openPkcs11(path: string): Pkcs11 {
  const pkcs11 = loaded.get(path) ?? new (packageThatSpeaks().PKCS11)();
  try {
    if (!loaded.has(path)) pkcs11.load(path);
    loaded.set(path, pkcs11);
    pkcs11.C_Initialize();
  } catch (error) {
    if (codeOf(error) !== ALREADY_INITIALIZED)
      throw tokenUnusable(
        `a PKCS#11 library at ${path}`,
        nameOf(error),
        'Set keys.pkcs11Module to the library of the token’s maker.',
      );
  }
  return pkcs11;
}

/** The library then looks for its tokens anew, which it otherwise does not. */
export function endPkcs11(path: string): void {
  try {
    loaded.get(path)?.C_Finalize();
  } catch {
    // It was not begun, or is broken: it is begun anew when next needed.
  }
}

function packageThatSpeaks(): { readonly PKCS11: new () => Pkcs11 } {
  try {
    return createRequire(import.meta.url)('pkcs11js') as { readonly PKCS11: new () => Pkcs11 };
  } catch {
    throw tokenUnusable(
      'the package pkcs11js, which speaks to tokens',
      'none: it is optional and was not built on this machine',
      'Install a C++ compiler and Python, then run "npm ci" again.',
    );
  }
}

/** The return value of PKCS#11 that an error stands for; undefined for another error. */
export function codeOf(error: unknown): number | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'number' ? code : undefined;
}

/** Its name there, CKR_…: never what was handed in, which may be the PIN. */
export function nameOf(error: unknown): string {
  const name = error instanceof Error ? /^CKR_\w+/.exec(error.message)?.[0] : undefined;
  return name ?? 'another failure';
}
