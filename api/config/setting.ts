import { isAbsolute, resolve } from 'node:path';
import { parseVerifierKey } from '../proof/note/verifier-key.ts';

export interface ConfigSources {
  /** Environment variables; one that is empty counts as not set. A command line lays its options over these. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths and `selvedge.config.json` are looked up in. */
  readonly workingDir: string;
}

/** How one setting is read: what is accepted, and how a text (environment) or a JSON value (file) becomes the value. */
export interface SettingKind<Value> {
  /** Noun phrase for messages and the documentation: "a whole number from 0 to 65535". */
  readonly expected: string;
  /** Both return undefined for anything that is not exactly what `expected` says. */
  fromText(text: string, baseDir: string): Value | undefined;
  fromJson(value: unknown, baseDir: string): Value | undefined;
}

export interface Setting<Value> {
  /** Environment variables that set it; the first one present wins. */
  readonly env: readonly [string, ...string[]];
  readonly kind: SettingKind<Value>;
  readonly fallback: Value;
  /** Takes the place of `fallback` where that depends on who starts the process, and where. */
  readonly fallbackFrom?: (sources: ConfigSources) => Value;
  /** Printed in place of the fallback where that depends on the installation. */
  readonly fallbackText?: string;
  readonly purpose: string;
  /** What may be shown of it; absent: all of it. */
  readonly conceal?: (value: Value) => string;
}

export function setting<Value>(definition: Setting<Value>): Setting<Value> {
  return definition;
}

/** Also accepts null, which means "not set", from the file. */
export function optional<Value>(kind: SettingKind<Value>): SettingKind<Value | null> {
  return {
    expected: kind.expected,
    fromText: (text, baseDir) => kind.fromText(text, baseDir),
    fromJson: (value, baseDir) => (value === null ? null : kind.fromJson(value, baseDir)),
  };
}

export function wholeNumber(min: number, max: number): SettingKind<number> {
  const inRange = (value: number) => (Number.isInteger(value) && value >= min && value <= max ? value : undefined);
  return {
    expected: `a whole number from ${min} to ${max}`,
    // Number() alone would take "", " 1", "-0", "0x10" and "1e3".
    fromText: (text) => (/^(0|[1-9]\d{0,14})$/.test(text) ? inRange(Number(text)) : undefined),
    fromJson: (value) => (typeof value === 'number' ? inRange(value) : undefined),
  };
}

export function choice<const Choice extends string>(choices: readonly Choice[]): SettingKind<Choice> {
  const find = (value: unknown) => choices.find((candidate) => candidate === value);
  return { expected: `one of ${choices.join(', ')}`, fromText: find, fromJson: find };
}

export function flag(): SettingKind<boolean> {
  const texts = new Map([
    ['true', true],
    ['false', false],
  ]);
  return {
    expected: 'true or false',
    fromText: (text) => texts.get(text),
    fromJson: (value) => (typeof value === 'boolean' ? value : undefined),
  };
}

/** A path; a relative one counts from the working directory in the environment, from the file's folder in the file. */
export function path(): SettingKind<string> {
  const read = (value: string, baseDir: string) => {
    if (value.trim() === '' || value.includes('\0')) return undefined;
    return isAbsolute(value) ? value : resolve(baseDir, value);
  };
  return {
    expected: 'a path',
    fromText: read,
    fromJson: (value, baseDir) => (typeof value === 'string' ? read(value, baseDir) : undefined),
  };
}

export function hostName(): SettingKind<string> {
  const read = (value: unknown) =>
    typeof value === 'string' && value.length <= 253 && /^[A-Za-z0-9.:_-]+$/.test(value) ? value : undefined;
  return { expected: 'a host name or an IP address, without port', fromText: read, fromJson: read };
}

/** A list of host names: separated by commas in the environment, an array in the file. */
export function hostNames(): SettingKind<readonly string[]> {
  const host = hostName();
  const read = (values: readonly unknown[]) => {
    const hosts = values.map((value) => host.fromJson(value, ''));
    return hosts.every((value) => value !== undefined) ? hosts : undefined;
  };
  return {
    expected: 'host names without port, separated by commas (in the file: an array)',
    fromText: (text) => read(text.split(',').map((part) => part.trim())),
    fromJson: (value) => (Array.isArray(value) ? read(value) : undefined),
  };
}

export function postgresUrl(): SettingKind<string> {
  const read = (value: unknown) =>
    typeof value === 'string' && /^postgres(ql)?:\/\//.test(value) && URL.canParse(value) ? value : undefined;
  return { expected: 'a URL such as postgresql://user:password@host:5432/name', fromText: read, fromJson: read };
}

/** `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…:465`. */
export function smtpUrl(): SettingKind<string> {
  const read = (value: unknown) =>
    typeof value === 'string' && /^smtps?:\/\/[^/]/.test(value) && URL.canParse(value) ? value : undefined;
  return { expected: 'a URL such as smtp://user:password@host:587 or smtps://…', fromText: read, fromJson: read };
}

/** An address of the web, without path. */
export function webOrigin(): SettingKind<string> {
  const read = (value: unknown) => {
    if (typeof value !== 'string' || !/^https?:\/\//.test(value) || !URL.canParse(value)) return undefined;
    const { origin, pathname, search, hash } = new URL(value);
    return pathname === '/' && search === '' && hash === '' ? origin : undefined;
  };
  return { expected: 'an address such as https://patterns.example', fromText: read, fromJson: read };
}

/** An address of the web, with path where it has one. */
export function webAddress(): SettingKind<string> {
  const read = (value: unknown) =>
    typeof value === 'string' && /^https?:\/\/[^/]/.test(value) && URL.canParse(value) ? value : undefined;
  return { expected: 'an address such as https://time.example/tsa', fromText: read, fromJson: read };
}

export function mailAddress(): SettingKind<string> {
  const read = (value: unknown) =>
    typeof value === 'string' && value.length <= 254 && /^[^\s@<>",;]+@[A-Za-z0-9.-]+$/.test(value) ? value : undefined;
  return { expected: 'a mail address', fromText: read, fromJson: read };
}

export function secretText(minLength: number, maxLength: number): SettingKind<string> {
  const read = (value: unknown) =>
    typeof value === 'string' &&
    value.length >= minLength &&
    value.length <= maxLength &&
    /^[A-Za-z0-9._~+/-]+=*$/.test(value)
      ? value
      : undefined;
  return {
    expected: `${minLength} to ${maxLength} characters out of A–Z a–z 0–9 . _ ~ + / - and = at the end`,
    fromText: read,
    fromJson: read,
  };
}

/** As PKCS#11 has it: at most 32 octets, padded with blanks. */
export function tokenLabel(): SettingKind<string> {
  const read = (value: unknown) =>
    typeof value === 'string' && value.trim() === value && value !== '' && Buffer.byteLength(value) <= 32
      ? value
      : undefined;
  return { expected: 'the label of a token, of at most 32 octets', fromText: read, fromJson: read };
}

export function tokenPin(): SettingKind<string> {
  const read = (value: unknown) =>
    typeof value === 'string' && value.length >= 1 && value.length <= 255 && !value.includes('\0') ? value : undefined;
  return { expected: 'a PIN of 1 to 255 characters', fromText: read, fromJson: read };
}

/** What a transparency log calls itself in public: an address without scheme, such as `registry.example.cn/log`. */
export function logOrigin(): SettingKind<string> {
  const read = (value: unknown) =>
    typeof value === 'string' && value.length <= 200 && /^[A-Za-z0-9.:_~/-]+$/.test(value) ? value : undefined;
  return { expected: 'an address without scheme, such as registry.example.cn/log', fromText: read, fromJson: read };
}

/** Public keys of transparency logs, each `name+id+base64`. */
export function verifierKeys(): SettingKind<readonly string[]> {
  return textList('verifier keys name+id+base64', isVerifierKey);
}

/** Witnesses of our own log: address and public key of each, with a blank between. */
export function witnesses(): SettingKind<readonly string[]> {
  return textList('addresses of witnesses, each with a blank and its verifier key', (text) => {
    const [url = '', key = '', ...rest] = text.split(' ');
    return /^https?:\/\//.test(url) && URL.canParse(url) && isVerifierKey(key) && rest.length === 0;
  });
}

function textList(what: string, isRight: (text: string) => boolean): SettingKind<readonly string[]> {
  const read = (values: readonly unknown[]) =>
    values.every((value): value is string => typeof value === 'string' && isRight(value)) ? values : undefined;
  return {
    expected: `${what}, separated by commas (in the file: an array)`,
    fromText: (text) => read(text.split(',').map((part) => part.trim())),
    fromJson: (value) => (Array.isArray(value) ? read(value) : undefined),
  };
}

export function isVerifierKey(text: string): boolean {
  try {
    return parseVerifierKey(text).name !== '';
  } catch {
    return false;
  }
}
