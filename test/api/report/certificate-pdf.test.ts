import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CertificateContent, certificateSchema } from '../../../api/proof/certificate.ts';
import { toPem } from '../../../api/proof/pki/certificate.ts';
import { type ApplicationForm, createdOnOf, ownersOf } from '../../../api/registration/application-form.ts';
import { certificatePdf } from '../../../api/report/certificate-pdf.ts';
import { localAuthority } from '../../../api/services/proof/timestamp-authorities.ts';
import { Authority } from '../../../api/store/keys/authority.ts';
import { KeyToken } from '../../../api/store/keys/key-token.ts';
import { EXAMPLES } from '../applications/office.ts';
import { makeReceipt, makeSigner } from '../proof/receipt-fixture.ts';
import { openSoftToken, softhsmIsThere } from '../proof/softhsm.ts';
import { checkPdfA, drawPages, installCheckers, readPdf, validateSeal } from './pdf-checkers.ts';

const folder = mkdtempSync(join(tmpdir(), 'selvedge-certificate-'));
const now = new Date('2026-05-04T03:02:01.000Z');
const root = join(folder, 'root.pem');
const stranger = join(folder, 'stranger.pem');
const pictures = resolve(import.meta.dirname, '../../../.cache/documents');
const { checkpoint } = (await makeReceipt(new Uint8Array([1]), makeSigner('registry.example/log'))).logged!;
let authority: Authority;
let picture: Buffer;
/** For veraPDF, which takes long to start. */
const made: string[] = [];

beforeAll(async () => {
  await installCheckers();
  authority = await Authority.open(join(folder, 'keys/authority.json'), '浙江省版权局', () => now);
  writeFileSync(root, toPem((await authority.published())[0]!.certificate, 'CERTIFICATE'));
  const other = await Authority.open(join(folder, 'other/authority.json'), 'Stranger', () => now);
  writeFileSync(stranger, toPem((await other.published())[0]!.certificate, 'CERTIFICATE'));
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#8d2f23"/><circle cx="200" cy="240" r="120" fill="#e6c35c"/><circle cx="460" cy="240" r="90" fill="#2d5d73"/></svg>';
  picture = await sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer();
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true }));

const KINDS = { works: 'registration', 'folk-works': 'filing', 'pre-registration': 'pre-registration' } as const;

function contentOf(form: ApplicationForm, changes: Partial<CertificateContent> = {}): CertificateContent {
  const registration: CertificateContent['registration'] = {
    number: '浙作登字-2026-00000012',
    kind: form.kind,
    title: form.title,
    owners: ownersOf(form).map(({ name, share }) => ({ name, share })),
    pictures: [{ role: 'flat-design', sha256: 'ab'.repeat(32) }],
    createdOn: createdOnOf(form),
    priorityOn: '2026-04-20',
    decidedOn: '2026-05-04',
    formSha256: 'cd'.repeat(32),
  };
  return {
    type: 'selvedge/certificate/v1',
    id: 'CE-01JABCDEFGHJKMNPQRSTVWXYZ0',
    kind: KINDS[form.kind],
    issuedAt: now.toISOString(),
    issuer: '浙江省版权局',
    registration,
    form: form as unknown as Record<string, unknown>,
    replaces: null,
    depositReference: null,
    verifyAt: 'https://patterns.example/#/verify/CE-01JABCDEFGHJKMNPQRSTVWXYZ0',
    proof: {
      record: {
        type: 'selvedge/decision/v1',
        application: 'AP-01JABCDEFGHJKMNPQRSTVWXYZ0',
        ordinal: 5,
        event: 'register',
        state: 'registered',
        at: now.toISOString(),
        office: 'TN-01JABCDEFGHJKMNPQRSTVWXYZ0',
        reason: null,
        noteSha256: null,
        detailSha256: null,
        registration,
        entered: 'with-the-act',
      },
      salt: 'ef'.repeat(32),
      index: 6,
      path: [],
      checkpoint,
      statedKeys: [],
    },
    ...changes,
  };
}

async function make(
  form: ApplicationForm,
  language: 'zh' | 'en',
  name: string,
  changes: Partial<CertificateContent> = {},
): Promise<string> {
  const seal = { signer: await authority.signer('seal'), stamp: localAuthority(authority, () => now).stamp };
  const pdf = await certificatePdf({ content: contentOf(form, changes), form, language, picture, seal });
  const path = join(folder, `${name}.pdf`);
  writeFileSync(path, pdf);
  return path;
}

describe('a certificate', () => {
  it.each(
    EXAMPLES.flatMap(({ name, form }) => (['zh', 'en'] as const).map((language) => [name, language, form] as const)),
  )(
    'of %s in %s is soundly sealed in the eyes of pyHanko, and says what it holds',
    { timeout: 120_000 },
    async (name, language, form) => {
      const path = await make(form, language, `${form.kind}-${language}-${name.length}`);
      const seal = await validateSeal(path, root);
      expect(seal).toMatchObject({
        signatures: 1,
        subFilter: '/ETSI.CAdES.detached',
        intact: true,
        valid: true,
        trusted: true,
        coverage: 'ENTIRE_FILE',
        bottomLine: true,
        stamp: { intact: true, valid: true, trusted: true },
      });
      expect(new Date(seal.stamp!.at)).toEqual(now);
      const { pages, files } = await readPdf(path);
      const text = pages.join('').replaceAll(/\s+/g, '');
      for (const said of [
        form.title,
        '浙作登字-2026-00000012',
        '浙江省版权局',
        ...ownersOf(form).map((owner) => owner.name),
      ])
        expect(text).toContain(said.replaceAll(/\s+/g, ''));
      const twin = certificateSchema.parse(JSON.parse(files['certificate.json']!));
      expect(twin).toEqual(contentOf(form));
      made.push(path);
      await drawPages(path, pictures, `certificate-${form.kind}-${language}-${name.length}`);
    },
  );

  it('says of a folk work that it is filed, not authored', async () => {
    const { form } = EXAMPLES.find(({ form: { kind } }) => kind === 'folk-works')!;
    const text = async (language: 'zh' | 'en') =>
      (await readPdf(await make(form, language, `folk-${language}`))).pages.join('').replaceAll(/\s+/g, ' ');
    expect((await text('zh')).replaceAll(' ', '')).toContain('备案不是登记，不认定任何个人为作者');
    expect(await text('en')).toContain('Filed is not authored');
  });

  it('stays one for the archive with characters that the font lacks, and with texts over many pages', {
    timeout: 120_000,
  }, async () => {
    const { form } = EXAMPLES.find(({ form: { kind } }) => kind === 'folk-works')!;
    const long = {
      ...form,
      title: '𠀀𪚥绣😀',
      story: '从前有一位绣娘，她把山上的花草绣进布里。'.repeat(190),
      meaning: 'Life '.repeat(380),
    } as ApplicationForm;
    const path = await make(long, 'zh', 'long');
    made.push(path);
    const { pages } = await readPdf(path);
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.join('').replaceAll(/\s+/g, '').split('把山上的花草绣进布里').length - 1).toBe(190);
    await drawPages(path, pictures, 'certificate-long');
  });

  it('is PDF/A-3b in the eyes of veraPDF, of every kind and in both languages', { timeout: 180_000 }, async () => {
    expect(made.length).toBe(9);
    expect(await checkPdfA(made)).toEqual({ compliant: 9, broken: [] });
  });

  it.skipIf(!softhsmIsThere())('is sealed and timestamped by keys in a token too', { timeout: 120_000 }, async () => {
    const soft = openSoftToken();
    const token = new KeyToken(soft.location);
    const before = authority;
    try {
      authority = await Authority.open(join(folder, 'token/authority.json'), '浙江省版权局', () => now, token);
      for (const use of ['seal', 'timestamp'] as const)
        await authority.rotate(use, 0, { privateKey: (await token.make(use, 'ecdsa-sha256')).place });
      const tokenRoot = join(folder, 'token-root.pem');
      writeFileSync(tokenRoot, toPem((await authority.published())[0]!.certificate, 'CERTIFICATE'));
      const path = await make(EXAMPLES[0]!.form, 'zh', 'token');
      expect(await validateSeal(path, tokenRoot)).toMatchObject({
        coverage: 'ENTIRE_FILE',
        bottomLine: true,
        stamp: { intact: true, valid: true, trusted: true },
      });
    } finally {
      authority = before;
      await token.close();
      soft.dispose();
    }
  });

  it('fails once one byte is changed, and by a stranger’s root', { timeout: 120_000 }, async () => {
    const path = await make(EXAMPLES[0]!.form, 'zh', 'altered');
    expect(await validateSeal(path, stranger)).toMatchObject({
      intact: true,
      valid: true,
      trusted: false,
      bottomLine: false,
    });
    const bytes = readFileSync(path);
    const at = bytes.indexOf('/Title');
    bytes[at + 12]! ^= 1;
    writeFileSync(path, bytes);
    expect(await validateSeal(path, root)).toMatchObject({ intact: false, bottomLine: false });
  });
});
