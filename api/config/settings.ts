import { join, resolve } from 'node:path';
import { installationDir } from './installation.ts';
import {
  choice,
  flag,
  hostName,
  hostNames,
  logOrigin,
  mailAddress,
  optional,
  path,
  postgresUrl,
  type Setting,
  secretText,
  setting,
  smtpUrl,
  tokenLabel,
  tokenPin,
  verifierKeys,
  webAddress,
  webOrigin,
  wholeNumber,
  witnesses,
} from './setting.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * Every setting there is, once: reading, checking, printing and the table in api/README.md all come from here. Nested as
 * in the configuration file.
 */
export const SETTINGS = {
  dataDir: setting({
    env: ['SELVEDGE_DATA'],
    kind: path(),
    fallback: 'data',
    fallbackFrom: ({ workingDir }) => resolve(workingDir, 'data'),
    purpose: 'Folder of the embedded database, the pictures and the snapshots.',
  }),
  databaseUrl: setting<string | null>({
    env: ['SELVEDGE_DATABASE_URL', 'DATABASE_URL'],
    kind: optional(postgresUrl()),
    fallback: null,
    fallbackText: 'not set: the embedded database in the data folder',
    purpose: 'A PostgreSQL server with pgvector.',
    conceal: (value) => (value === null ? '' : concealCredentials(value)),
  }),
  language: setting<Language>({
    env: ['SELVEDGE_LANGUAGE'],
    kind: choice(LANGUAGES),
    fallback: 'en',
    fallbackFrom: ({ env }) => (/^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'zh' : 'en'),
    fallbackText: 'zh where LANG begins with zh, else en',
    purpose: 'Language of texts for a client that does not ask for one.',
  }),
  logLevel: setting({
    env: ['SELVEDGE_LOG_LEVEL'],
    kind: choice(LOG_LEVELS),
    fallback: 'info',
    purpose: 'Least severe log line that is written.',
  }),
  sampleLibraryDir: setting({
    env: ['SELVEDGE_SAMPLE_LIBRARY'],
    kind: path(),
    fallback: join(installationDir, 'datasets/sample'),
    fallbackText: 'datasets/sample of the installation',
    purpose: 'Sample library that is loaded on the first start.',
  }),
  server: {
    host: setting({
      env: ['SELVEDGE_HOST'],
      kind: hostName(),
      fallback: '127.0.0.1',
      purpose: 'Address to listen on. Beyond loopback, checks and reads need the token too.',
    }),
    port: setting({
      env: ['SELVEDGE_PORT', 'PORT'],
      kind: wholeNumber(0, 65_535),
      fallback: 8080,
      purpose: 'Port to listen on; 0 takes a free one.',
    }),
    allowedHosts: setting<readonly string[]>({
      env: ['SELVEDGE_ALLOWED_HOSTS'],
      kind: hostNames(),
      fallback: [],
      fallbackText: 'on loopback its own names, otherwise any',
      purpose: 'Host names that requests may be addressed to.',
    }),
    trustProxy: setting({
      env: ['SELVEDGE_TRUST_PROXY'],
      kind: wholeNumber(0, 10),
      fallback: 0,
      purpose: 'Number of proxies before the server whose X-Forwarded-For is believed.',
    }),
    publicChecks: setting({
      env: ['SELVEDGE_PUBLIC_CHECKS'],
      kind: flag(),
      fallback: false,
      purpose: 'Lets checks, comparisons and reads through without the token when listening beyond loopback.',
    }),
    token: setting<string | null>({
      env: ['SELVEDGE_TOKEN'],
      kind: optional(secretText(32, 256)),
      fallback: null,
      fallbackText: 'not set: made and printed on the first start',
      purpose: 'Bearer token for writing, in place of the one that the first start makes.',
      conceal: () => '(hidden)',
    }),
    publicUrl: setting<string | null>({
      env: ['SELVEDGE_PUBLIC_URL'],
      kind: optional(webOrigin()),
      fallback: null,
      fallbackText: 'not set: http://localhost and the port',
      purpose: 'Address under which people open the web client, for links in mail.',
    }),
    maxRequestsInFlight: setting({
      env: ['SELVEDGE_MAX_REQUESTS'],
      kind: wholeNumber(1, 10_000),
      fallback: 256,
      purpose: 'Requests served at once; one more is answered 503.',
    }),
    maxUploadMegabytes: setting({
      env: ['SELVEDGE_MAX_UPLOAD_MB'],
      kind: wholeNumber(1, 65_536),
      fallback: 256,
      purpose: 'Megabytes of pictures held in memory for requests in progress; an upload beyond is answered 503.',
    }),
    requestTimeoutMs: setting({
      env: ['SELVEDGE_REQUEST_TIMEOUT_MS'],
      kind: wholeNumber(1_000, 3_600_000),
      fallback: 120_000,
      purpose: 'Time within which a request has to arrive whole.',
    }),
    drainTimeoutMs: setting({
      env: ['SELVEDGE_DRAIN_TIMEOUT_MS'],
      kind: wholeNumber(0, 600_000),
      fallback: 10_000,
      purpose: 'Time that requests in progress get to finish when the server stops.',
    }),
  },
  mail: {
    smtpUrl: setting<string | null>({
      env: ['SELVEDGE_SMTP_URL'],
      kind: optional(smtpUrl()),
      fallback: null,
      fallbackText: 'not set: mail waits in the outbox',
      purpose: 'Mail server for invitations, new passwords and notices.',
      conceal: (value) => (value === null ? '' : concealCredentials(value)),
    }),
    from: setting({
      env: ['SELVEDGE_MAIL_FROM'],
      kind: mailAddress(),
      fallback: 'selvedge@localhost',
      purpose: 'Sender of mail.',
    }),
  },
  rateLimit: {
    checksPerMinute: setting({
      env: ['SELVEDGE_CHECKS_PER_MINUTE'],
      kind: wholeNumber(0, 1_000_000),
      fallback: 1_200,
      purpose: 'Checks and comparisons a minute for one client address, in the long run; 0 sets no limit.',
    }),
    burst: setting({
      env: ['SELVEDGE_CHECK_BURST'],
      kind: wholeNumber(1, 1_000_000),
      fallback: 200,
      purpose: 'Checks and comparisons that one client address may make at once after a pause.',
    }),
    signInsPerMinute: setting({
      env: ['SELVEDGE_SIGN_INS_PER_MINUTE'],
      kind: wholeNumber(0, 1_000_000),
      fallback: 30,
      purpose: 'Attempts to sign in, and requests for mail, a minute for one client address; 0 sets no limit.',
    }),
  },
  engine: {
    modelsDir: setting({
      env: ['SELVEDGE_MODELS_DIR'],
      kind: path(),
      fallback: join(installationDir, 'models'),
      fallbackText: 'models of the installation',
      purpose: 'Folder of the models and their manifest.',
    }),
    workers: setting<number | null>({
      env: ['SELVEDGE_WORKERS'],
      kind: optional(wholeNumber(1, 256)),
      fallback: null,
      fallbackText: 'number of processors, at most 4',
      purpose: 'Worker threads for decoding, inference and verification.',
    }),
    queueLimit: setting({
      env: ['SELVEDGE_QUEUE_LIMIT'],
      kind: wholeNumber(1, 100_000),
      fallback: 64,
      purpose: 'Tasks that may wait for a worker; one more is refused.',
    }),
    taskTimeoutMs: setting({
      env: ['SELVEDGE_TASK_TIMEOUT_MS'],
      kind: wholeNumber(100, 3_600_000),
      fallback: 20_000,
      purpose: 'Time after which a task is abandoned.',
    }),
    exactScanLimit: setting<number | null>({
      env: ['SELVEDGE_EXACT_SCAN_LIMIT'],
      kind: optional(wholeNumber(0, 100_000_000)),
      fallback: null,
      fallbackText: 'not set: the exact scan answers at every size (engine/search/README.md)',
      purpose: 'Number of patterns from which on the HNSW index answers in place of the exact scan.',
    }),
  },
  log: {
    origin: setting<string | null>({
      env: ['SELVEDGE_LOG_ORIGIN'],
      kind: optional(logOrigin()),
      fallback: null,
      fallbackText: 'not set: localhost/log- and some digits',
      purpose: 'What the transparency log is called from its first start on; it never changes afterwards.',
    }),
    witnesses: setting<readonly string[]>({
      env: ['SELVEDGE_LOG_WITNESSES'],
      kind: witnesses(),
      fallback: [],
      fallbackText: 'none',
      purpose: 'Who is asked to co-sign each state of our log (C2SP tlog-witness).',
    }),
  },
  timestamp: {
    url: setting<string | null>({
      env: ['SELVEDGE_TIMESTAMP_URL'],
      kind: optional(webAddress()),
      fallback: null,
      fallbackText: 'not set: the clock of this machine, plainly marked',
      purpose: 'Authority that puts a time to each state of our log (RFC 3161 over HTTP).',
    }),
    roots: setting<string | null>({
      env: ['SELVEDGE_TIMESTAMP_ROOTS'],
      kind: optional(path()),
      fallback: null,
      fallbackText: 'not set: left to whoever verifies',
      purpose: 'PEM file of the certificates that the authority’s has to lead to; published with our keys.',
    }),
  },
  keys: {
    pkcs11Module: setting<string | null>({
      env: ['SELVEDGE_PKCS11_MODULE'],
      kind: optional(path()),
      fallback: null,
      fallbackText: 'not set: keys are in files alone',
      purpose: 'Library through which a token that holds keys is reached (PKCS#11).',
    }),
    pkcs11Token: setting<string | null>({
      env: ['SELVEDGE_PKCS11_TOKEN'],
      kind: optional(tokenLabel()),
      fallback: null,
      fallbackText: 'not set',
      purpose: 'Label of that token.',
    }),
    pkcs11Pin: setting<string | null>({
      env: ['SELVEDGE_PKCS11_PIN'],
      kind: optional(tokenPin()),
      fallback: null,
      fallbackText: 'not set',
      purpose: 'PIN of its user.',
      conceal: () => '(hidden)',
    }),
  },
  witness: {
    logs: setting<readonly string[]>({
      env: ['SELVEDGE_WITNESS_LOGS'],
      kind: verifierKeys(),
      fallback: [],
      fallbackText: 'none',
      purpose: 'Keys of the logs of others that this server is a witness of.',
    }),
  },
};

/** The checked configuration: the same tree with a value in place of each setting. */
export type ConfigOf<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends Setting<infer Value> ? Value : ConfigOf<Tree[Key]>;
};
export type Config = ConfigOf<typeof SETTINGS>;

export interface KeyedSetting {
  /** Names joined by dots: `server.port`. */
  readonly key: string;
  readonly setting: Setting<unknown>;
}

/** Every setting, in the order of the table. */
export function listSettings(): readonly KeyedSetting[] {
  const listed: KeyedSetting[] = [];
  mapSettings((keyed) => listed.push(keyed));
  return listed;
}

/** The same tree with what `map` makes of each setting in its place. */
export function mapSettings(map: (keyed: KeyedSetting) => unknown): Record<string, unknown> {
  return mapTree(SETTINGS, '', map);
}

function mapTree(tree: object, prefix: string, map: (keyed: KeyedSetting) => unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(tree).map(([name, node]) => {
      const key = prefix + name;
      return [name, isSetting(node) ? map({ key, setting: node }) : mapTree(node, `${key}.`, map)];
    }),
  );
}

function isSetting(node: object): node is Setting<unknown> {
  return 'env' in node && 'kind' in node;
}

/** Host, port and database name only: a password can also stand in the query of such a URL. */
function concealCredentials(databaseUrl: string): string {
  const { protocol, host, pathname } = new URL(databaseUrl);
  return `${protocol}//${host}${pathname} (credentials hidden)`;
}
