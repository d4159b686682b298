import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import sharp from 'sharp';
import { expect, it } from 'vitest';

// In a process of its own: what goes wrong here ends the process.
it('closes an engine while models load and pictures are worked on, without harm to the process', async () => {
  const child = join(import.meta.dirname, 'closing-child.ts');
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const picture = await sharp({ create: { width: 400, height: 400, channels: 3, background: 'white', noise } })
    .jpeg()
    .toBuffer();
  const modelsDir = resolve('models');
  const running = spawn(process.execPath, ['--import', 'tsx', child, modelsDir, picture.toString('base64')]);
  const [outcome, complaints, [code, signal]] = await Promise.all([
    text(running.stdout),
    text(running.stderr),
    once(running, 'exit'),
  ]);
  expect({ outcome, complaints, code, signal }).toEqual({
    outcome: 'closed closed closed',
    complaints: '',
    code: 0,
    signal: null,
  });
}, 120_000);
