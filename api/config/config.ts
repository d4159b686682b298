import { type ConfigFault, type RawSetting, readRawSettings } from './raw-settings.ts';
import type { ConfigSources, Setting } from './setting.ts';
import { type Config, mapSettings } from './settings.ts';

/** Everything that is wrong with the configuration, at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    const lines = faults.map(
      ({ where, expected, received }) => `  ${where}: expected ${expected}, received ${received}`,
    );
    super(`The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${lines.join('\n')}`);
    this.faults = faults;
  }
}

export interface LoadedConfig {
  readonly config: Config;
  /** Variables that look like ours but set nothing, usually a slip of the pen; worth a warning. */
  readonly unknownVariables: readonly string[];
}

/**
 * Reads environment and configuration file (the environment wins) and checks every value.
 * Throws ConfigError with all faults at once.
 */
export function loadConfig(sources: ConfigSources): LoadedConfig {
  const raw = readRawSettings(sources);
  const faults = [...raw.faults];
  const config = mapSettings(({ key, setting }) => {
    const found = raw.values.get(key);
    if (found === undefined) return setting.fallbackFrom?.(sources) ?? setting.fallback;
    const value = read(setting, found);
    if (value === undefined) faults.push(faultOf(setting, found));
    return value;
  });
  if (faults.length > 0) throw new ConfigError(faults);
  // Every leaf was made by the kind or the fallback of the setting at its place, which is what Config says.
  return { config: config as unknown as Config, unknownVariables: raw.unknownVariables };
}

function read(setting: Setting<unknown>, { origin, raw, baseDir }: RawSetting): unknown {
  return origin === 'environment' ? setting.kind.fromText(String(raw), baseDir) : setting.kind.fromJson(raw, baseDir);
}

function faultOf(setting: Setting<unknown>, { where, raw }: RawSetting): ConfigFault {
  const received = setting.conceal === undefined ? preview(raw) : '(hidden)';
  return { where, expected: setting.kind.expected, received };
}

function preview(raw: unknown): string {
  const text = JSON.stringify(raw);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
