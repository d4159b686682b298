import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ConfigSources } from './setting.ts';
import { listSettings } from './settings.ts';

export const CONFIG_FILE_VARIABLE = 'SELVEDGE_CONFIG';
export const DEFAULT_CONFIG_FILE = 'selvedge.config.json';

/** Ours, but no settings of a server: read by the command line, the tests and the benchmarks. */
const OTHER_VARIABLES: ReadonlySet<string> = new Set([
  CONFIG_FILE_VARIABLE,
  'SELVEDGE_SERVER',
  'SELVEDGE_TRUST',
  'SELVEDGE_ANCHOR_TOKEN',
  'SELVEDGE_FULL',
  'SELVEDGE_REFERENCE_DATA',
]);

/** One thing that is wrong with the configuration. `received` is "(hidden)" for a secret. */
export interface ConfigFault {
  /** The environment variable, or the file and the key in it. */
  readonly where: string;
  readonly expected: string;
  readonly received: string;
}

/** A value as found, unchecked, and where it was found. */
export interface RawSetting {
  readonly origin: 'environment' | 'file';
  readonly where: string;
  readonly raw: unknown;
  /** Folder that relative paths count from. */
  readonly baseDir: string;
}

export interface RawSettings {
  /** By dotted key. */
  readonly values: ReadonlyMap<string, RawSetting>;
  readonly faults: readonly ConfigFault[];
  readonly unknownVariables: readonly string[];
}

/** Collects what environment and file say, the environment over the file, without judging the values. */
export function readRawSettings(sources: ConfigSources): RawSettings {
  const values = new Map<string, RawSetting>();
  const faults = readFile(sources, values);
  readEnvironment(sources, values);
  return { values, faults, unknownVariables: unknownVariables(sources.env) };
}

function readEnvironment({ env, workingDir }: ConfigSources, values: Map<string, RawSetting>): void {
  for (const { key, setting } of listSettings()) {
    const variable = setting.env.find((name) => isSet(env[name]));
    if (variable === undefined) continue;
    values.set(key, { origin: 'environment', where: variable, raw: env[variable], baseDir: workingDir });
  }
}

function readFile({ env, workingDir }: ConfigSources, values: Map<string, RawSetting>): readonly ConfigFault[] {
  const named = env[CONFIG_FILE_VARIABLE];
  const file = resolve(workingDir, isSet(named) ? named : DEFAULT_CONFIG_FILE);
  if (!isSet(named) && !existsSync(file)) return [];
  const where = isSet(named) ? `${CONFIG_FILE_VARIABLE} (${named})` : DEFAULT_CONFIG_FILE;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return [{ where, expected: 'a file with a JSON object in it', received: reasonOf(error) }];
  }
  if (!isObject(content)) return [{ where, expected: 'a JSON object', received: kindOf(content) }];
  const known = new Set(listSettings().map(({ key }) => key));
  const faults: ConfigFault[] = [];
  collect(content, '', { where, baseDir: dirname(file), known, values, faults });
  return faults;
}

interface Collection {
  readonly where: string;
  readonly baseDir: string;
  readonly known: ReadonlySet<string>;
  readonly values: Map<string, RawSetting>;
  readonly faults: ConfigFault[];
}

function collect(node: Record<string, unknown>, prefix: string, to: Collection): void {
  for (const [name, value] of Object.entries(node)) {
    const key = prefix + name;
    const where = `${to.where}: ${key}`;
    const isGroup = [...to.known].some((candidate) => candidate.startsWith(`${key}.`));
    if (to.known.has(key)) to.values.set(key, { origin: 'file', where, raw: value, baseDir: to.baseDir });
    else if (!isGroup)
      to.faults.push({ where, expected: `one of ${siblings(to.known, prefix)}`, received: `"${name}"` });
    else if (isObject(value)) collect(value, `${key}.`, to);
    else to.faults.push({ where, expected: 'an object', received: kindOf(value) });
  }
}

function siblings(known: ReadonlySet<string>, prefix: string): string {
  const names = [...known].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length).split('.')[0]);
  return [...new Set(names)].join(', ');
}

function unknownVariables(env: ConfigSources['env']): readonly string[] {
  const known = new Set(listSettings().flatMap(({ setting }) => setting.env));
  return Object.keys(env)
    .filter((name) => name.startsWith('SELVEDGE_') && !known.has(name) && !OTHER_VARIABLES.has(name))
    .sort();
}

function isSet(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}

/** The parser's message would quote the file, which may hold a password. */
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'something that is not JSON';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' ? 'no such file' : `a file that cannot be read (${String(code ?? 'unknown reason')})`;
}
