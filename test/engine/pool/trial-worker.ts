import { EngineError } from '../../../engine/core/errors.ts';
import { serveTasks } from '../../../engine/pool/protocol.ts';

serveTasks({
  double: (n: number) => n * 2,
  sleep: (ms: number) => new Promise((resolve) => setTimeout(() => resolve(ms), ms)),
  spin: (ms: number) => {
    const end = Date.now() + ms;
    while (Date.now() < end);
    return ms;
  },
  refuse: () => {
    throw new EngineError('too-many-bytes', { expected: 'less', received: 'more', remedy: 'Shrink it.' });
  },
  die: () => process.exit(3),
  bytes: (length: number) => new Uint8Array(length).fill(7),
});
