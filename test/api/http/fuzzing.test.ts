import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSound, FUZZING_TIMEOUT_MS, fuzzServer, MARGIN_MS, startFuzzedServer } from './fuzzed-server.ts';
import { type RunningServer, TOKEN } from './running-server.ts';
import { prepareSchemathesis } from './schemathesis.ts';

const missing = prepareSchemathesis();

describe.skipIf(missing !== undefined)('the server, fuzzed from its own OpenAPI document', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startFuzzedServer();
  }, 120_000);
  afterAll(() => server.close());

  it('answers a program as documented, and never with an error of its own', {
    timeout: FUZZING_TIMEOUT_MS,
  }, async () => {
    const headers = { Authorization: `Bearer ${TOKEN}` };
    expectSound(server, await fuzzServer(server, { headers, config: 'schemathesis.toml' }), 11);
  });

  it('is not taken for sound by a fuzzer that was cut off', { timeout: MARGIN_MS }, async () => {
    const cutOff = fuzzServer(server, { headers: {}, config: 'schemathesis.toml', deadlineMs: 100 });
    await expect(cutOff).rejects.toThrow(/did not end within \d+ s/);
  });
});
