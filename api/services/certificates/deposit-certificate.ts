import type { DepositCertificateContent, OpenDepositCertificateContent } from '../../proof/certificate.ts';
import { readTenantName } from '../../store/accounts/tenant-rows.ts';
import { listNamingDeposit } from '../../store/applications/application-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { sha256Of } from '../../store/blob-store.ts';
import { insertDepositCertificate, listDepositCertificates } from '../../store/deposit-certificate-rows.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { type ServiceContext, taskOptions } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { loadPicture } from '../live-records.ts';
import { readSealedDeposit } from '../proof/deposits.ts';
import { readOpenDeposit } from '../proof/open-deposits.ts';
import { CERTIFIABLE, type CertificateOrder, certificateKey, PICTURE_SIDE_PX } from './issue.ts';
import { registrySeal } from './registry-seal.ts';

/**
 * The certificate of a deposit, sealed or open, for its depositor alone; registrations that name the deposit are named in it. Issuing is logged, the
 * file is not kept: it proves itself. An earlier one of the same language is thereby replaced. Throws `not-found`, `key-unusable`, `log-damaged`, `clock-set-back`.
 */
export async function issueDepositCertificate(
  ctx: ServiceContext,
  deposit: string,
  { language, publicUrl }: CertificateOrder,
  actor: Actor,
): Promise<{ readonly id: string; readonly bytes: Uint8Array }> {
  const at = ctx.transparency.now();
  const id = makeId('CE', at);
  const { tenant, account } = actor;
  const states = [...CERTIFIABLE];
  const shared = {
    id,
    issuedAt: at.toISOString(),
    issuer: (tenant && (await readTenantName(ctx.store, tenant))) || ctx.keyring.origin,
    registrations: account ? [...(await listNamingDeposit(ctx.store, { deposit, account, states }))] : [],
    verifyAt: `${publicUrl}/#/verify/${id}`,
  };
  const { content, picture } = await contentOf(ctx, deposit, actor, shared);
  const { depositCertificatePdf } = await import('../../report/deposit-certificate-pdf.ts');
  const bytes = await depositCertificatePdf({ content, language, picture, seal: await registrySeal(ctx) });
  const sha256 = sha256Of(bytes);
  await ctx.store.transaction(async (tx) => {
    const earlier = (await listDepositCertificates(tx, deposit)).filter((each) => each.language === language);
    const replaces = earlier.at(-1)?.id ?? null;
    const issued = { id, depositId: deposit, language, sha256, replaces, issuedAt: at, issuedBy: actor.name };
    await insertDepositCertificate(tx, issued);
    await appendAudit(tx, {
      at,
      actor: actor.name,
      action: 'issue-certificate',
      object: { kind: 'deposit', id: deposit },
      after: { certificate: id, language, replaces },
    });
    await ctx.transparency.enter(tx, certificateKey(id), {
      type: 'selvedge/issued-document/v1',
      kind: 'certificate',
      id,
      sha256,
      about: deposit,
      replaces,
      at: content.issuedAt,
    });
  });
  return { id, bytes };
}

/** With the picture where the registry has it. Throws `not-found`. */
async function contentOf(
  ctx: ServiceContext,
  deposit: string,
  actor: Actor,
  shared: Omit<DepositCertificateContent, 'type' | 'proof'>,
): Promise<{
  readonly content: DepositCertificateContent | OpenDepositCertificateContent;
  readonly picture: Buffer | undefined;
}> {
  if (!isOpen(deposit)) {
    const proof = await readSealedDeposit(ctx, deposit, actor);
    return { content: { type: 'selvedge/deposit-certificate/v1', ...shared, proof }, picture: undefined };
  }
  const proof = await readOpenDeposit(ctx, deposit, actor);
  const content = { type: 'selvedge/open-deposit-certificate/v1', ...shared, proof } as const;
  return { content, picture: await pictureOf(ctx, proof.record.sha256) };
}

export const isOpen = (deposit: string): boolean => deposit.startsWith('OD-');

/** A record may have left the library since, and its picture with it: the digest then stands alone. */
async function pictureOf(ctx: ServiceContext, sha256: string): Promise<Buffer | undefined> {
  try {
    const bytes = await loadPicture(ctx, sha256);
    const { pictureForPdf } = await import('../../report/pdf-picture.ts');
    return await pictureForPdf(await ctx.engine.thumbnail(bytes, PICTURE_SIDE_PX, taskOptions({})));
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'picture-lost') return undefined;
    throw error;
  }
}
