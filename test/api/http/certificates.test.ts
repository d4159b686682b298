import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64, hexToBytes } from '../../../api/proof/bytes.ts';
import { certificateSchema, depositCertificateSchema } from '../../../api/proof/certificate.ts';
import { logEntry } from '../../../api/proof/log-entry.ts';
import { leafHash } from '../../../api/proof/merkle/hashes.ts';
import { verifyInclusion } from '../../../api/proof/merkle/verify.ts';
import { parseCheckpoint } from '../../../api/proof/note/checkpoint.ts';
import { parseNote } from '../../../api/proof/note/signed-note.ts';
import { toPem } from '../../../api/proof/pki/certificate.ts';
import { NO_TRUST, readTrust } from '../../../api/proof/trust.ts';
import { verifyCertificate } from '../../../api/proof/verify-certificate.ts';
import type { CertifiedVerification, DepositVerification } from '../../../api/schemas/certificate.ts';
import { cancel, correct } from '../../../api/services/applications/amend.ts';
import { propose, takeCase } from '../../../api/services/applications/examine.ts';
import { provenEntry } from '../../../api/services/proof/log-proofs.ts';
import { readApplicationRow } from '../../../api/store/applications/application-rows.ts';
import { sha256Of } from '../../../api/store/blob-store.ts';
import { EXAMPLES, filed, type Office, openOffice, worksForm } from '../applications/office.ts';
import { checkPdfA, drawPages, installCheckers, readPdf, validateSeal } from '../report/pdf-checkers.ts';
import { motifPng } from './motif-png.ts';
import { problemOf, type RunningServer, startServer } from './running-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'selvedge-certificates-'));
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

interface Issued {
  readonly id: string;
  readonly sha256: string;
  readonly replaces: string | null;
  readonly kind: string;
}

const grant = { outcome: 'grant', reason: 'nothing-earlier-found', note: 'Nothing.', judgements: [] } as const;

async function registered(seed: number, form = worksForm('柯桥织造')): Promise<string> {
  const { services } = server.context;
  const examiner = await office.staff('examiner');
  const { id } = await filed(services, mill, new Uint8Array(await motifPng(seed)), form);
  await takeCase(services, examiner, id);
  await propose(services, examiner, id, grant);
  return id;
}

async function as(account: string, method: 'GET' | 'POST', path: string, body?: object): Promise<Response> {
  const cookie = `selvedge-session=${await office.session(account)}`;
  return server.fetch(path, {
    method,
    headers: { cookie, 'sec-fetch-site': 'same-origin', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function issue(id: string, language = 'zh'): Promise<Issued> {
  const response = await as(mill.account, 'POST', `/v1/applications/${id}/certificates`, { language });
  expect(response.status, await response.clone().text()).toBe(201);
  return (await response.json()) as Issued;
}

/** As anybody may ask, without signing in. */
async function verify(query: Record<string, string>): Promise<CertifiedVerification> {
  const response = await server.fetch(`/v1/verifications?${new URLSearchParams(query)}`);
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as CertifiedVerification;
}

const statusOf = async (id: string) => (await verify({ id })).certificate;

async function certifyDeposit(deposit: string, language: 'zh' | 'en' = 'zh'): Promise<Uint8Array> {
  const answer = await as(mill.account, 'POST', `/v1/deposits/${deposit}/certificates`, { language });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

describe('certificates over HTTP', () => {
  it('are sealed, prove themselves from what is inside, and are known by id, number and file', {
    timeout: 300_000,
  }, async () => {
    const id = await registered(1);
    const issued = await issue(id);
    const file = await as(mill.account, 'GET', `/v1/certificates/${issued.id}`);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    const pdf = new Uint8Array(await file.arrayBuffer());
    expect(sha256Of(pdf)).toBe(issued.sha256);
    const path = join(folder, 'certificate.pdf');
    writeFileSync(path, pdf);
    const root = join(folder, 'root.pem');
    const keys: unknown = await (await server.fetch('/v1/log/keys')).json();
    const { authorities } = keys as {
      authorities: { use: string; certificate: string }[];
    };
    writeFileSync(root, toPem(fromBase64(authorities.find(({ use }) => use === 'root')!.certificate)!, 'CERTIFICATE'));
    expect(await validateSeal(path, root)).toMatchObject({ bottomLine: true, stamp: { trusted: true } });

    expect(await verifyCertificate(pdf, readTrust(keys))).toMatchObject({
      verdict: 'proven',
      seal: { standing: 'vouched' },
    });
    expect(await verifyCertificate(pdf, NO_TRUST)).toMatchObject({ verdict: 'consistent' });

    const { files } = await readPdf(path);
    const { proof, registration, verifyAt } = certificateSchema.parse(JSON.parse(files['certificate.json']!));
    expect(verifyAt).toBe(`https://patterns.example/#/verify/${issued.id}`);
    const { size, root: treeRoot } = parseCheckpoint(parseNote(proof.checkpoint).text);
    const leaf = leafHash(logEntry({ record: proof.record, salt: hexToBytes(proof.salt) }));
    const hashes = proof.path.map((hash) => fromBase64(hash)!);
    expect(verifyInclusion({ leafHash: leaf, index: proof.index, size, root: treeRoot }, hashes)).toBe(true);
    expect(proof.record.registration).toEqual(registration);
    expect(proof.timestamp?.state).toBe('stamped');

    const { number } = registration;
    const expected = { status: 'valid', since: null, replacedBy: null, sha256: issued.sha256 };
    expect(await statusOf(issued.id)).toMatchObject(expected);
    expect(await verify({ sha256: issued.sha256 })).toMatchObject({ found: 'certificate', certificate: expected });
    expect(await verify({ number })).toMatchObject({
      found: 'registration',
      certificate: null,
      registration: { number, owners: ['柯桥织造'], state: 'registered' },
      certificates: [expected],
    });
    const [picture] = registration.pictures;
    expect(await verify({ sha256: picture!.sha256 })).toMatchObject({ found: 'picture', registration: { number } });
    await server.context.services.transparency.flush();
    expect((await provenEntry(server.context.services, `certificate:${issued.id}`))?.record).toMatchObject({
      type: 'selvedge/issued-document/v1',
      sha256: issued.sha256,
      about: id,
    });
  });

  it('answer differently when reissued, superseded and revoked', { timeout: 300_000 }, async () => {
    const { services } = server.context;
    const id = await registered(2);
    const first = await issue(id);
    const english = await issue(id, 'en');
    const copy = await issue(id);
    expect(copy.replaces).toBe(first.id);
    expect(await statusOf(first.id)).toMatchObject({ status: 'reissued', replacedBy: copy.id });
    expect(await statusOf(english.id)).toMatchObject({ status: 'valid' });

    const registrar = await office.staff('registrar');
    const row = (await readApplicationRow(services.store, id))!;
    await correct(services, registrar, id, {
      version: row.version,
      form: { ...(row.form as object), title: '缠枝莲（更正）' },
      reason: 'clerical-error',
      note: 'A slip.',
    });
    expect(await statusOf(copy.id)).toMatchObject({ status: 'superseded', replacedBy: null });
    const corrected = await issue(id);
    expect(await statusOf(copy.id)).toMatchObject({ status: 'superseded', replacedBy: corrected.id });
    expect(await verify({ id: corrected.id })).toMatchObject({
      registration: { title: '缠枝莲（更正）' },
      certificate: { status: 'valid' },
    });

    await cancel(services, registrar, id, { reason: 'court-judgment', note: 'By judgment.' });
    for (const one of [first, english, copy, corrected])
      expect(await statusOf(one.id)).toMatchObject({ status: 'revoked', since: expect.any(String) });
    const late = await as(mill.account, 'POST', `/v1/applications/${id}/certificates`, { language: 'zh' });
    expect((await problemOf(late)).code).toBe('not-now');
  });

  it('of folk works are of filing', { timeout: 120_000 }, async () => {
    const id = await registered(3, EXAMPLES[2]!.form as unknown as Record<string, unknown>);
    expect((await issue(id)).kind).toBe('filing');
  });

  it('are given to whoever files and to staff alone, and not before there is something to certify', {
    timeout: 120_000,
  }, async () => {
    const { services } = server.context;
    const id = await registered(4);
    const { id: certificate } = await issue(id);
    const stranger = await office.designer('Stranger');
    for (const response of [
      await as(stranger.account, 'POST', `/v1/applications/${id}/certificates`, { language: 'zh' }),
      await as(stranger.account, 'GET', `/v1/certificates/${certificate}`),
    ])
      expect((await problemOf(response)).code).toBe('forbidden');
    const anonymous = await server.fetch(`/v1/certificates/${certificate}`);
    expect((await problemOf(anonymous)).code).toBe('sign-in-required');
    const registrar = await office.staff('registrar');
    expect((await as(registrar.account, 'GET', `/v1/certificates/${certificate}`)).status).toBe(200);
    const { id: open } = await filed(services, mill, new Uint8Array(await motifPng(5)), worksForm('柯桥织造'));
    const early = await as(mill.account, 'POST', `/v1/applications/${open}/certificates`, { language: 'zh' });
    expect((await problemOf(early)).code).toBe('not-now');
  });

  it('of a registration and of the deposit that it names, name each other, and each proves itself alone', {
    timeout: 300_000,
  }, async () => {
    const trust = readTrust(await (await server.fetch('/v1/log/keys')).json());
    const deposited = await as(mill.account, 'POST', '/v1/deposits', { commitment: 'ab'.repeat(32) });
    const { record } = (await deposited.json()) as { record: { id: string } };
    const form = worksForm('柯桥织造', { depositReference: record.id });
    const { id: registration } = await issue(await registered(7, form));
    // Somebody else may write the id of a deposit that is not his into his form: it does not make the two one.
    const stranger = await office.designer('别家');
    const examiner = await office.staff('examiner');
    const { services } = server.context;
    const picture = new Uint8Array(await motifPng(8));
    const foreign = await filed(services, stranger, picture, worksForm('别家', { depositReference: record.id }));
    await takeCase(services, examiner, foreign.id);
    await propose(services, examiner, foreign.id, grant);

    const pdf = new Uint8Array(await (await as(mill.account, 'GET', `/v1/certificates/${registration}`)).arrayBuffer());
    const { facts } = await verifyCertificate(pdf, trust);
    expect(facts).toMatchObject({ deposit: record.id });
    const paths: string[] = [];
    for (const language of ['zh', 'en'] as const) {
      const bytes = await certifyDeposit(record.id, language);
      expect(await verifyCertificate(bytes, trust)).toMatchObject({
        verdict: 'proven',
        facts: { deposit: record.id, commitment: 'ab'.repeat(32), registrations: [facts.number] },
      });
      paths.push(join(folder, `deposit-${language}.pdf`));
      writeFileSync(paths.at(-1)!, bytes);
      const root = join(folder, 'root.pem');
      writeFileSync(root, toPem(trust.authorities[0]!.certificate, 'CERTIFICATE'));
      expect(await validateSeal(paths.at(-1)!, root)).toMatchObject({ bottomLine: true });
      await drawPages(paths.at(-1)!, resolve(import.meta.dirname, '../../../.cache/documents'), `deposit-${language}`);
    }
    expect(await checkPdfA(paths)).toEqual({ compliant: 2, broken: [] });
    expect(await verify({ number: record.id })).toMatchObject({ deposit: { registrations: [facts.number] } });
    const refused = await as(stranger.account, 'POST', `/v1/deposits/${record.id}/certificates`, { language: 'zh' });
    expect((await problemOf(refused)).code).toBe('not-found');
  });

  it('of deposits are known by id, number and file, say which replaces which, and name the account to their holders alone', {
    timeout: 120_000,
  }, async () => {
    const commitment = 'cd'.repeat(32);
    const deposited = await as(mill.account, 'POST', '/v1/deposits', { commitment });
    const { record } = (await deposited.json()) as { record: { id: string; at: string } };
    const unknown = await server.fetch(`/v1/verifications?number=${record.id}`);
    expect((await problemOf(unknown)).code).toBe('not-found');

    const pdf = await certifyDeposit(record.id);
    const shown = await verify({ sha256: sha256Of(pdf) });
    const { id } = shown.certificate!;
    const path = join(folder, 'deposit-certificate.pdf');
    writeFileSync(path, pdf);
    const twin = depositCertificateSchema.parse(JSON.parse((await readPdf(path)).files['certificate.json']!));
    expect(twin).toMatchObject({ id, verifyAt: `https://patterns.example/#/verify/${id}` });
    expect(shown).toEqual({
      found: 'deposit-certificate',
      deposit: {
        id: record.id,
        kind: 'sealed',
        depositedAt: record.at,
        account: mill.account,
        commitment,
        sha256: null,
        registrations: [],
      },
      certificate: {
        id,
        language: 'zh',
        sha256: sha256Of(pdf),
        issuedAt: twin.issuedAt,
        status: 'valid',
        since: null,
        replacedBy: null,
      },
      certificates: [shown.certificate],
    });
    expect(await verify({ id })).toEqual(shown);
    const byNumber = (await verify({ number: record.id })) as DepositVerification;
    expect(byNumber).toMatchObject({ found: 'deposit', deposit: { account: null, commitment }, certificate: null });
    const altered = pdf.slice();
    altered[altered.length >> 1]! ^= 1;
    const refused = await server.fetch(`/v1/verifications?sha256=${sha256Of(altered)}`);
    expect((await problemOf(refused)).code).toBe('not-found');

    const english = (await verify({ sha256: sha256Of(await certifyDeposit(record.id, 'en')) })).certificate!;
    const copy = (await verify({ sha256: sha256Of(await certifyDeposit(record.id)) })).certificate!;
    expect(await statusOf(id)).toMatchObject({ status: 'reissued', since: copy.issuedAt, replacedBy: copy.id });
    for (const each of [english, copy]) expect(await statusOf(each.id)).toMatchObject({ status: 'valid' });
    await server.context.services.transparency.flush();
    expect((await provenEntry(server.context.services, `certificate:${copy.id}`))?.record).toMatchObject({
      about: record.id,
      replaces: id,
      sha256: copy.sha256,
    });
  });

  it('that nobody issued are unknown, and nothing is told of cases that are not public', async () => {
    const unknown = async (query: Record<string, string>) =>
      (await problemOf(await server.fetch(`/v1/verifications?${new URLSearchParams(query)}`))).code;
    expect(await unknown({ id: 'CE-01JABCDEFGHJKMNPQRSTVWXYZ0' })).toBe('not-found');
    expect(await unknown({ number: '浙作登字-2026-99999999' })).toBe('not-found');
    expect(await unknown({ sha256: 'ab'.repeat(32) })).toBe('not-found');
    const picture = new Uint8Array(await motifPng(6));
    await filed(server.context.services, mill, picture, worksForm('柯桥织造'));
    expect(await unknown({ sha256: sha256Of(picture) })).toBe('not-found');
    expect(await unknown({})).toBe('invalid-parameter');
    expect(await unknown({ number: 'x', sha256: 'ab'.repeat(32) })).toBe('invalid-parameter');
  });
});
