import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApiKey } from '../../../api/services/accounts/api-keys.ts';
import { openOffice } from '../applications/office.ts';
import { type RunningServer, startServer } from '../http/running-server.ts';
import { jsonLines, Workshop } from './command-line.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const workshop = new Workshop();
let other: RunningServer;
let token = '';

beforeAll(async () => {
  other = await startServer();
  const { services } = other.context;
  const somebody = await (await openOffice(services)).designer('别的登记处');
  ({ secret: token } = await createApiKey(services, somebody, { name: 'anchor', scopes: ['deposits'], days: 1 }));
  writeFileSync(workshop.path('their-keys.json'), await (await other.fetch('/v1/log/keys')).text());
});
afterAll(async () => {
  await other?.close();
  workshop.remove();
});

describe('selvedge log anchor', () => {
  it('writes a file that proves without network that another registry knew the state of our log', async () => {
    const early = await workshop.run(['log', 'anchor', other.url], { SELVEDGE_ANCHOR_TOKEN: token });
    expect(early.code).not.toBe(0);
    writeFileSync(workshop.path('rose.tif'), 'roses');
    expect((await workshop.run(['deposit', 'seal', 'rose.tif', '--depositor', 'Lin'])).code).toBe(0);
    const done = await workshop.run(['log', 'anchor', other.url, '--out', 'anchor.json'], {
      SELVEDGE_ANCHOR_TOKEN: token,
    });
    expect(done, done.stderr).toMatchObject({ code: 0 });
    const verified = await workshop.run(['verify', 'anchor.json', '--trust', 'their-keys.json', '--json']);
    expect([verified.code, jsonLines(verified.stdout)[0]]).toEqual([
      0,
      expect.objectContaining({ kind: 'anchor', verdict: 'proven' }),
    ]);
    const words = await workshop.run(['verify', 'anchor.json'], { SELVEDGE_LANGUAGE: 'zh' });
    expect([words.code, words.stdout]).toEqual([1, expect.stringContaining('锚定')]);
    for (const args of [[other.url], ['not an address'], [other.url, '--witness-key', 'no key']]) {
      const refused = await workshop.run(['log', 'anchor', ...args, '--out', 'none.json'], {
        SELVEDGE_ANCHOR_TOKEN: 'wrong',
      });
      expect(refused.code, args.join(' ')).not.toBe(0);
      expect(refused.stderr).not.toContain('at Object');
    }
  });
});
