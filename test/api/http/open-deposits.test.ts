import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDepositCertificateSchema } from '../../../api/proof/certificate.ts';
import { openReceiptOf } from '../../../api/proof/open-deposit.ts';
import { toPem } from '../../../api/proof/pki/certificate.ts';
import { NO_TRUST, readTrust } from '../../../api/proof/trust.ts';
import { verifyFile } from '../../../api/proof/verify-file.ts';
import type { DepositVerification } from '../../../api/schemas/certificate.ts';
import type { OpenDeposit } from '../../../api/schemas/open-deposit.ts';
import { sha256Of } from '../../../api/store/blob-store.ts';
import { type Office, openOffice } from '../applications/office.ts';
import { checkPdfA, drawPages, installCheckers, readPdf, validateSeal } from '../report/pdf-checkers.ts';
import { motifPng } from './motif-png.ts';
import { problemOf, type RunningServer, startServer } from './running-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'selvedge-open-deposits-'));
let server: RunningServer;
let office: Office;
let mill: Awaited<ReturnType<Office['designer']>>;

beforeAll(async () => {
  await installCheckers();
  server = await startServer({
    SELVEDGE_CHECKS_PER_MINUTE: '0',
    SELVEDGE_PUBLIC_URL: 'https://patterns.example',
    SELVEDGE_TASK_TIMEOUT_MS: '120000',
  });
  office = await openOffice(server.context.services);
  mill = await office.designer('柯桥织造');
}, 600_000);
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true });
});

async function as(account: string | null, method: 'GET' | 'POST', path: string, body?: FormData | object) {
  const isForm = body instanceof FormData;
  return server.fetch(path, {
    method,
    headers: {
      ...(account && { cookie: `selvedge-session=${await office.session(account)}`, 'sec-fetch-site': 'same-origin' }),
      ...(body && !isForm && { 'content-type': 'application/json' }),
    },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  });
}

function handIn(account: string | null, picture: Uint8Array): Promise<Response> {
  const form = new FormData();
  form.set('picture', new Blob([new Uint8Array(picture)]), 'rose.png');
  return as(account, 'POST', '/v1/open-deposits', form);
}

async function deposited(seed: number): Promise<OpenDeposit> {
  const answer = await handIn(mill.account, motifPng(seed));
  expect(answer.status, await answer.clone().text()).toBe(201);
  return (await answer.json()) as OpenDeposit;
}

async function certify(id: string, language: 'zh' | 'en'): Promise<Uint8Array> {
  const answer = await as(mill.account, 'POST', `/v1/deposits/${id}/certificates`, { language });
  expect(answer.status, await answer.clone().text()).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  return new Uint8Array(await answer.arrayBuffer());
}

async function verification(query: Record<string, string>): Promise<DepositVerification> {
  const answer = await server.fetch(`/v1/verifications?${new URLSearchParams(query)}`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as DepositVerification;
}

const published = async () => readTrust(await (await server.fetch('/v1/log/keys')).json());

describe('open deposits over HTTP', () => {
  it('are checked, logged, fetched again by their depositor alone, and proved with the picture', async () => {
    const { deposit, check } = await deposited(1);
    const { id, sha256 } = deposit.record;
    expect(check).toMatchObject({ grade: 'no-match' });
    expect(sha256).toBe(sha256Of(motifPng(1)));
    expect((await deposited(1)).deposit.record).toEqual(deposit.record);
    const fetched = await as(mill.account, 'GET', `/v1/open-deposits/${id}`);
    const logged = (await fetched.json()) as OpenDeposit['deposit'];
    const receipt = new TextEncoder().encode(JSON.stringify(openReceiptOf(logged)));
    const original = new Uint8Array(motifPng(1));
    expect(await verifyFile(receipt, { original, trust: await published() })).toMatchObject({ verdict: 'proven' });
    const stranger = await office.designer('别家');
    expect((await problemOf(await as(stranger.account, 'GET', `/v1/open-deposits/${id}`))).code).toBe('not-found');
    // Others learn that there is one, and nothing else.
    const theirs = (await (await handIn(stranger.account, motifPng(1))).json()) as OpenDeposit;
    expect(theirs.check).toMatchObject({ grade: 'identical', candidates: [], restricted: [{ grade: 'identical' }] });
  });

  it('are refused without signing in, of what is no picture, and of one with nothing in it', async () => {
    expect((await problemOf(await handIn(null, motifPng(2)))).code).toBe('sign-in-required');
    expect((await problemOf(await handIn(mill.account, new Uint8Array([1, 2])))).code).toBe('unsupported-format');
    const { default: sharp } = await import('sharp');
    const white = { create: { width: 300, height: 300, channels: 3, background: '#ffffff' } } as const;
    const blank = await sharp(white).png().toBuffer();
    expect((await problemOf(await handIn(mill.account, new Uint8Array(blank)))).code).toBe('not-comparable');
    expect((await problemOf(await as(mill.account, 'GET', '/v1/open-deposits/OD-1'))).code).toBe('invalid-parameter');
  });

  it('are certified with the picture, in a sealed PDF/A that proves itself and is known to the verification page', {
    timeout: 300_000,
  }, async () => {
    const trust = await published();
    const { deposit, check } = await deposited(3);
    const { id, sha256, at } = deposit.record;
    const paths: string[] = [];
    for (const language of ['zh', 'en'] as const) {
      const pdf = await certify(id, language);
      expect(await verifyFile(pdf, { trust })).toMatchObject({
        kind: 'certificate',
        verdict: 'proven',
        facts: { deposit: id, sha256, grade: check.grade, commitment: null, at },
      });
      expect(await verifyFile(pdf, { trust: NO_TRUST })).toMatchObject({ verdict: 'consistent' });
      const altered = pdf.slice();
      altered[altered.indexOf(0x50, 2_000)]! ^= 1;
      expect(await verifyFile(altered, { trust })).toMatchObject({ verdict: 'failed' });
      const path = join(folder, `open-${language}.pdf`);
      writeFileSync(path, pdf);
      paths.push(path);
      const root = join(folder, 'root.pem');
      writeFileSync(root, toPem(trust.authorities[0]!.certificate, 'CERTIFICATE'));
      expect(await validateSeal(path, root)).toMatchObject({ bottomLine: true, stamp: { trusted: true } });
      const { pages, files } = await readPdf(path);
      const text = pages.join('').replaceAll(/\s+/g, '');
      for (const said of [id, sha256, mill.account]) expect(text).toContain(said);
      expect(openDepositCertificateSchema.parse(JSON.parse(files['certificate.json']!)).proof.record).toEqual(
        deposit.record,
      );
      await drawPages(path, resolve(import.meta.dirname, '../../../.cache/documents'), `open-deposit-${language}`);
      const shown = await verification({ sha256: sha256Of(pdf) });
      expect(shown).toMatchObject({
        found: 'deposit-certificate',
        deposit: { id, kind: 'open', depositedAt: at, account: mill.account, commitment: null, sha256 },
        certificate: { language, status: 'valid' },
      });
      expect(await verification({ id: shown.certificate!.id })).toEqual(shown);
    }
    expect(await checkPdfA(paths)).toEqual({ compliant: 2, broken: [] });
    // By the number alone nobody can try pictures of his own against the digest, nor learn whose it is.
    expect(await verification({ number: id })).toMatchObject({
      found: 'deposit',
      deposit: { id, kind: 'open', account: null, sha256: null },
      certificate: null,
    });
    const again = await verification({ sha256: sha256Of(await certify(id, 'zh')) });
    expect(again.certificates.map(({ status }) => status)).toEqual(['reissued', 'valid', 'valid']);
    const stranger = await office.designer('第三家');
    const refused = await as(stranger.account, 'POST', `/v1/deposits/${id}/certificates`, { language: 'zh' });
    expect((await problemOf(refused)).code).toBe('not-found');
    expect((await server.fetch(`/v1/verifications?sha256=${sha256}`)).status).toBe(404);
  });
});
