import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cacheDir = resolve(import.meta.dirname, '../../../.cache');
const venvDir = join(cacheDir, 'pdf-venv');
const veraDir = join(cacheDir, 'verapdf');
/** Independent of us: pyHanko validates seals, PDFium reads pages; veraPDF (pom.xml) checks PDF/A. */
const PYTHON_PACKAGES = ['pyhanko==0.38.0', 'pypdfium2==5.15.2', 'pillow==13.0.0'];

/** Fetches the checkers where they are missing. */
export async function installCheckers(): Promise<void> {
  await mkdir(cacheDir, { recursive: true });
  await once(venvDir, async () => {
    await run('python3', ['-m', 'venv', venvDir]);
    await run(join(venvDir, 'bin/python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      ...PYTHON_PACKAGES,
    ]);
  });
  await once(veraDir, async () => {
    const pom = join(import.meta.dirname, 'verapdf/pom.xml');
    await run('mvn', ['-q', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${veraDir}`]);
  });
}

/** Two test files at once do not meet a half-made folder. */
async function once(folder: string, make: () => Promise<void>): Promise<void> {
  const ready = join(folder, 'ready');
  const lock = `${folder}.lock`;
  for (let attempt = 0; !existsSync(ready); attempt++) {
    if (attempt > 600) throw new Error(`${lock} has been held for five minutes; delete it if no test runs`);
    try {
      await mkdir(lock);
    } catch {
      await new Promise((done) => setTimeout(done, 500));
      continue;
    }
    try {
      if (existsSync(ready)) return;
      await rm(folder, { recursive: true, force: true });
      await make();
      await mkdir(ready);
    } finally {
      await rm(lock, { recursive: true, force: true });
    }
  }
}

export interface PdfACheck {
  /** How many of the files comply. */
  readonly compliant: number;
  /** Whatever else is said: rules that a file breaks. */
  readonly broken: readonly string[];
}

/** How many of the files veraPDF finds to be PDF/A-3b. */
export async function checkPdfA(paths: readonly string[]): Promise<PdfACheck> {
  const args = [
    '-cp',
    `${veraDir}/*`,
    'org.verapdf.apps.GreenfieldCliWrapper',
    '--flavour',
    '3b',
    '--format',
    'text',
    '-v',
    ...paths,
  ];
  // Its exit code is 1 for a file that does not comply.
  const { stdout } = await run('java', args).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  const lines = stdout.split('\n').filter((line) => line.trim() !== '');
  const passed = lines.filter((line) => line.startsWith('PASS '));
  return { compliant: passed.length, broken: lines.filter((line) => !passed.includes(line)) };
}

export interface SealCheck {
  readonly signatures: number;
  readonly subFilter: string;
  readonly intact: boolean;
  readonly valid: boolean;
  readonly trusted: boolean;
  readonly coverage: string;
  readonly bottomLine: boolean;
  readonly stamp: {
    readonly intact: boolean;
    readonly valid: boolean;
    readonly trusted: boolean;
    readonly at: string;
  } | null;
}

/** What pyHanko says of the seal, trusting these roots alone. */
export async function validateSeal(path: string, ...roots: string[]): Promise<SealCheck> {
  const { stdout } = await run(join(venvDir, 'bin/python'), [
    join(import.meta.dirname, 'validate-seal.py'),
    path,
    ...roots,
  ]);
  return JSON.parse(stdout) as SealCheck;
}

/** Text of all pages as PDFium reads it, and the files inside. */
export async function readPdf(
  path: string,
): Promise<{ readonly pages: readonly string[]; readonly files: Readonly<Record<string, string>> }> {
  const code = `
import json, sys, pypdfium2
pdf = pypdfium2.PdfDocument(sys.argv[1])
pages = [page.get_textpage().get_text_range() for page in pdf]
files = {pdf.get_attachment(i).get_name(): bytes(pdf.get_attachment(i).get_data()).decode() for i in range(pdf.count_attachments())}
print(json.dumps({"pages": pages, "files": files}))`;
  const { stdout } = await run(join(venvDir, 'bin/python'), ['-c', code, path], { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout);
}

/** Pictures of the pages, FOLDER/NAME-1.png …, to be looked at. */
export async function drawPages(path: string, folder: string, name: string): Promise<void> {
  const code = `
import sys, pypdfium2
pdf = pypdfium2.PdfDocument(sys.argv[1])
for i, page in enumerate(pdf, 1):
    page.render(scale=1.4).to_pil().save(f"{sys.argv[2]}/{sys.argv[3]}-{i}.png")`;
  await mkdir(folder, { recursive: true });
  await run(join(venvDir, 'bin/python'), ['-c', code, path, folder, name]);
}
