import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsTable } from '../../../api/config/describe.ts';
import { MESSAGES_EN } from '../../../api/http/messages-en.ts';
import { MESSAGES_ZH } from '../../../api/http/messages-zh.ts';
import { PROBLEM_CODES, PROBLEM_STATUS } from '../../../api/http/problem-codes.ts';
import { problemTable } from '../../../api/http/problem-table.ts';
import { permissionTable } from '../../../api/services/access/permission-table.ts';
import { SERVICE_ERROR_CODES } from '../../../api/services/errors.ts';
import { ENGINE_ERROR_CODES } from '../../../engine/index.ts';

const apiDir = resolve(import.meta.dirname, '../../../api');
const readme = readFileSync(join(apiDir, 'README.md'), 'utf8');

/** The formatter lines up the columns of tables. */
function withoutPadding(table: string): string {
  return table.replace(/-{3,}/g, '---').replace(/ +/g, ' ');
}

function section(name: string): string {
  const match = new RegExp(`<!-- ${name} -->\n([\\s\\S]*?)\n?<!-- /${name} -->`).exec(readme);
  return withoutPadding(match?.[1] ?? `no section "${name}"`).trim();
}

function sourceOf(folder: string): string {
  return readdirSync(join(apiDir, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(apiDir, folder, file), 'utf8'))
    .join('\n');
}

describe('api/README.md', () => {
  it('lists every setting as the code has it', () => {
    expect(section('settings')).toBe(withoutPadding(settingsTable()));
  });

  it('lists every action and who may as the code has it', () => {
    expect(section('permissions')).toBe(withoutPadding(permissionTable()));
  });

  it('lists every problem code as the code has it', () => {
    expect(section('problems')).toBe(withoutPadding(problemTable()));
  });
});

describe('the closed list of problem codes', () => {
  it('holds every code that engine and services can throw', () => {
    for (const code of [...ENGINE_ERROR_CODES, ...SERVICE_ERROR_CODES]) expect(PROBLEM_CODES).toContain(code);
  });

  it('holds no code that nothing throws', () => {
    const thrownElsewhere = new Set<string>([...ENGINE_ERROR_CODES, ...SERVICE_ERROR_CODES]);
    const source = sourceOf('http') + sourceOf('routes') + readFileSync(join(apiDir, 'app.ts'), 'utf8');
    const thrown = new Set([...source.matchAll(/new HttpProblem\(\s*'([a-z-]+)'/g)].map(([, code]) => code));
    // Chosen by the place of the fault, and told of whatever else goes wrong.
    for (const code of ['invalid-field', 'invalid-parameter', 'internal-error']) thrown.add(code);
    const idle = PROBLEM_CODES.filter((code) => !thrownElsewhere.has(code) && !thrown.has(code));
    expect(idle).toEqual([]);
  });

  it('gives each code a status of an error', () => {
    for (const code of PROBLEM_CODES)
      expect(PROBLEM_STATUS[code]).toSatisfy((status: number) => status >= 400 && status < 600);
  });

  it('has texts in both languages, with the same placeholders', () => {
    const placeholders = (texts: object) =>
      Object.values(texts)
        .join(' ')
        .match(/\{\w+\}/g)
        ?.sort() ?? [];
    for (const code of PROBLEM_CODES) {
      expect(placeholders(MESSAGES_ZH[code]), code).toEqual(placeholders(MESSAGES_EN[code]));
      expect(MESSAGES_ZH[code].title, code).toMatch(/\p{Script=Han}/u);
    }
  });
});
