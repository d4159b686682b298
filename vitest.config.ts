import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/prepare-run.ts',
    // Tests start databases, browsers and worker threads; two cores carry two files at a time.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Longer than one second, which a browser beside other work may need.
    expect: { poll: { timeout: 20_000 } },
    passWithNoTests: false,
  },
});
