import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrust } from '../../../api/proof/trust.ts';
import { verifyFile } from '../../../api/proof/verify-file.ts';
import type { Evidence, TakenEvidence } from '../../../api/schemas/evidence.ts';
import { importPattern } from '../../../api/services/import-pattern.ts';
import { type Office, openOffice } from '../applications/office.ts';
import { makeNotary, signedByNotary } from '../proof/notary.ts';
import { type Openssl, openOpenssl } from '../proof/openssl.ts';
import { ACTOR } from '../services/registry-fixture.ts';
import { motifPng } from './motif-png.ts';
import { problemOf, type RunningServer, startServer } from './running-server.ts';

let server: RunningServer;
let office: Office;
let openssl: Openssl;
const picture = motifPng(7);

beforeAll(async () => {
  server = await startServer({ SELVEDGE_CHECKS_PER_MINUTE: '0', SELVEDGE_TASK_TIMEOUT_MS: '120000' });
  office = await openOffice(server.context.services);
  openssl = openOpenssl();
}, 240_000);
afterAll(async () => {
  openssl?.dispose();
  await server?.close();
});

async function as(
  account: string | null,
  method: 'GET' | 'POST',
  path: string,
  body?: FormData | object,
  key?: string,
) {
  const isForm = body instanceof FormData;
  return server.fetch(path, {
    method,
    headers: {
      ...(account && { cookie: `selvedge-session=${await office.session(account)}`, 'sec-fetch-site': 'same-origin' }),
      ...(body && !isForm && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
    },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  });
}

function formOf(capture: object, bytes: Uint8Array = picture): FormData {
  const form = new FormData();
  form.set('picture', new Blob([new Uint8Array(bytes)]), 'stall.png');
  form.set('capture', JSON.stringify(capture));
  return form;
}

describe('evidence over HTTP', () => {
  it('is taken in one answer, read, handed to a notary and co-signed, and proves itself', {
    timeout: 240_000,
  }, async () => {
    const { services } = server.context;
    const { id: record } = await importPattern(services, { picture, fileName: 'a.png' }, { actor: ACTOR });
    const [mill, notary] = [await office.designer('柯桥织造'), await office.staff('notary')];
    const startedMs = performance.now();
    const answer = await as(
      mill.account,
      'POST',
      '/v1/evidence',
      formOf({ way: 'photograph', place: '轻纺城' }),
      'one-key',
    );
    expect(answer.status, await answer.clone().text()).toBe(201);
    // In seconds, as it is asked for; by far, since machines of tests are busy.
    expect(performance.now() - startedMs).toBeLessThan(60_000);
    const taken = (await answer.json()) as TakenEvidence;
    const { id, sha256, check } = taken.receipt.taken.record;
    expect(answer.headers.get('location')).toBe(`/v1/evidence/${id}`);
    expect(check).toMatchObject({ grade: 'identical', matches: [{ record }] });
    expect(taken.check?.candidates[0]).toMatchObject({ id: record, grade: 'identical' });
    // The same request again is answered again, and nothing is taken twice.
    const again = await as(
      mill.account,
      'POST',
      '/v1/evidence',
      formOf({ way: 'photograph', place: '轻纺城' }),
      'one-key',
    );
    expect(((await again.json()) as TakenEvidence).receipt.taken.record.id).toBe(id);
    const { evidence } = (await (await as(mill.account, 'GET', '/v1/evidence')).json()) as { evidence: object[] };
    expect(evidence).toMatchObject([{ id, way: 'photograph', grade: 'identical' }]);

    const file = await as(mill.account, 'POST', `/v1/evidence/${id}/readings`);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(new Uint8Array(picture));
    expect((await as(notary.account, 'GET', `/v1/evidence/${id}`)).status).toBe(404);
    const handed = await as(mill.account, 'POST', `/v1/evidence/${id}/hand-overs`, {
      to: notary.account,
      note: '公证',
    });
    expect(handed.status, await handed.clone().text()).toBe(201);
    const statement = await as(notary.account, 'GET', `/v1/evidence/${id}/statement`);
    const key = makeNotary(openssl);
    const signature = signedByNotary(openssl, new Uint8Array(await statement.arrayBuffer()));
    const body = { signature: Buffer.from(signature).toString('base64') };
    expect((await as(mill.account, 'POST', `/v1/evidence/${id}/cosignatures`, body)).status).toBe(403);
    const cosigned = await as(notary.account, 'POST', `/v1/evidence/${id}/cosignatures`, body);
    expect(cosigned.status, await cosigned.clone().text()).toBe(201);
    const { receipt, custodian, file: state } = (await cosigned.json()) as Evidence;
    expect([custodian, state]).toEqual([notary.account, 'intact']);
    const published = readTrust(await (await server.fetch('/v1/log/keys')).json());
    const trust = { ...published, authorities: [...published.authorities, key] };
    const bytes = new TextEncoder().encode(JSON.stringify(receipt));
    expect(await verifyFile(bytes, { original: new Uint8Array(picture), trust })).toMatchObject({
      kind: 'evidence',
      verdict: 'proven',
      facts: { sha256, place: '轻纺城' },
      custody: [{ act: 'read' }, { act: 'hand-over' }, { act: 'cosign', cosigned: { standing: 'vouched' } }],
    });
    expect(server.logged.join('\n')).not.toContain('轻纺城');
  });

  it('refuses what is no picture or no capture, and tells strangers nothing', async () => {
    const mill = await office.designer('另一家');
    const form = formOf({ way: 'screenshot' }, new Uint8Array([1, 2, 3]));
    expect(await problemOf(await as(mill.account, 'POST', '/v1/evidence', form))).toMatchObject({
      code: 'unsupported-format',
    });
    for (const capture of [
      {},
      { way: 'painting' },
      { way: 'photograph', place: 'x'.repeat(300) },
      { way: 'photograph', more: 1 },
    ])
      expect((await as(mill.account, 'POST', '/v1/evidence', formOf(capture))).status).toBe(422);
    expect((await as(null, 'POST', '/v1/evidence', formOf({ way: 'photograph' }))).status).toBe(401);
    const unknown = '/v1/evidence/EV-01JABCDEFGHJKMNPQRSTVWXYZ0';
    for (const path of [unknown, `${unknown}/statement`])
      expect((await as(mill.account, 'GET', path)).status).toBe(404);
    expect((await as(mill.account, 'POST', `${unknown}/readings`)).status).toBe(404);
    expect((await as(mill.account, 'POST', `${unknown}/hand-overs`, { to: 'everybody' })).status).toBe(422);
    expect(((await (await as(mill.account, 'GET', '/v1/evidence')).json()) as { evidence: [] }).evidence).toEqual([]);
  });
});
