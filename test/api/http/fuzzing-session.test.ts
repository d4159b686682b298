import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../../api/routes/operations.ts';
import { draftOf, type Office, openOffice, worksForm } from '../applications/office.ts';
import { expectSound, FUZZING_TIMEOUT_MS, fuzzServer, startFuzzedServer } from './fuzzed-server.ts';
import { motifPng } from './motif-png.ts';
import type { RunningServer } from './running-server.ts';
import { prepareSchemathesis } from './schemathesis.ts';

interface Answer {
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
}

/** What of the server's document is narrowed for somebody's own party. */
interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly post?: {
          readonly requestBody?: {
            readonly content: Readonly<Record<string, { readonly schema: { properties?: Record<string, unknown> } }>>;
          };
        };
      }
    >
  >;
}

/** Answers one of which shows that what was sent was read and understood: it was done, or refused for what was in it. */
const BEYOND_THE_DOOR: readonly (readonly [operation: string, statuses: readonly number[]])[] = [
  ['POST /v1/session', [401]],
  // 429: paused after several wrong ones.
  ['POST /v1/session/second-factor', [401, 429]],
  ['POST /v1/mailed-links', [410]],
  ['POST /v1/password-resets', [202]],
  ['POST /v1/applications', [201]],
  ['POST /v1/applications/{id}/form', [200, 409]],
  ['POST /v1/applications/{id}/pictures', [201, 422]],
  ['POST /v1/parties/{id}/documents', [201, 422]],
  ['POST /v1/checks', [200, 422]],
];

const missing = prepareSchemathesis();

describe.skipIf(missing !== undefined)('the server, fuzzed by somebody who has signed in', () => {
  let server: RunningServer;
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-fuzzed-'));
  beforeAll(async () => {
    server = await startFuzzedServer();
  }, 120_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await server.close();
  });

  /** The server's document with one party that an application can be in the name of: his own. One made up would never be let in. */
  async function documentFor(party: string): Promise<string> {
    const document = (await (await server.fetch('/openapi.json')).json()) as OpenApi;
    const body = document.paths['/v1/applications']!.post!.requestBody!.content['application/json']!;
    body.schema.properties!.party = { const: party };
    const file = join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    return file;
  }

  it('answers somebody of the office with a draft, papers and every role as documented, up to his sign-ins and uploads', {
    timeout: FUZZING_TIMEOUT_MS,
  }, async () => {
    const { session, ids } = await personOfTheOffice(server);
    const before = server.logged.length;
    // What ends the session of the fuzzer would leave the rest to somebody without rights.
    const without = ['endSession'];
    const report = await fuzzServer(server, {
      headers: { Cookie: `selvedge-session=${session}`, 'Sec-Fetch-Site': 'same-origin' },
      config: 'schemathesis-session.toml',
      document: await documentFor(ids.FUZZED_PARTY),
      without,
      env: ids,
    });
    expectSound(server, report, OPERATIONS.length - without.length);
    const response = await server.fetch('/v1/session', { headers: { cookie: `selvedge-session=${session}` } });
    expect(await response.json(), 'he is still signed in').toMatchObject({ signedIn: true });
    const answers = server.logged.slice(before).map((line) => JSON.parse(line) as Answer);
    for (const [operation, statuses] of BEYOND_THE_DOOR) {
      const seen = answers
        .filter(({ method, route }) => `${method} ${route}` === operation)
        .map(({ status }) => status);
      expect(statuses, operation).toSatisfy(
        () => statuses.some((status) => seen.includes(status)),
        `of ${[...new Set(seen)]}`,
      );
    }
  });
});

/** An account with a firm, every role of its office, and something of its own to do it to. */
async function personOfTheOffice(server: RunningServer): Promise<{
  readonly session: string;
  readonly ids: Readonly<Record<'FUZZED_APPLICATION' | 'FUZZED_PARTY' | 'FUZZED_ACCOUNT', string>>;
}> {
  const registry = server.context.services;
  const office: Office = await openOffice(registry);
  const designer = await office.designer('Fuzzed Mill');
  for (const role of ['examiner', 'registrar', 'administrator'])
    await registry.store.query(
      `insert into role_grant (account_id, role, tenant_id, granted_at, granted_by) values ($1, $2, $3, $4, 'test')`,
      [designer.account, role, office.tenant, registry.clock()],
    );
  const colleague = await office.designer('Colleague of the Mill');
  const draft = await draftOf(registry, designer, motifPng(2), worksForm('Fuzzed Mill'));
  return {
    session: await office.session(designer.account),
    // An administrator who resets or erases an account ends its sessions: not his own, or nobody would be left.
    ids: { FUZZED_APPLICATION: draft.id, FUZZED_PARTY: designer.party, FUZZED_ACCOUNT: colleague.account },
  };
}
