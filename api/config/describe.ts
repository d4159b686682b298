import { type Config, listSettings, mapSettings } from './settings.ts';

/** The effective configuration as it may be shown: nested like the file, secrets and credentials concealed. */
export function describeConfig(config: Config): Record<string, unknown> {
  return mapSettings(({ key, setting }) => {
    const value = key.split('.').reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], config);
    return value === null || setting.conceal === undefined ? value : setting.conceal(value);
  });
}

/** The settings as a Markdown table; api/README.md holds exactly this. */
export function settingsTable(): string {
  const rows = listSettings().map(({ key, setting }) => {
    const fallback = setting.fallbackText ?? `\`${String(setting.fallback)}\``;
    const variables = setting.env.map((name) => `\`${name}\``).join(', ');
    return `| \`${key}\` | ${variables} | ${setting.kind.expected} | ${fallback} | ${setting.purpose} |`;
  });
  return [
    '| key in the file | environment | value | default | purpose |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
