import type { DepositVerification } from '../../schemas/certificate.ts';
import { listNamingDeposit } from '../../store/applications/application-rows.ts';
import type { Queryable } from '../../store/database.ts';
import {
  type DepositCertificateRow,
  findDepositCertificate,
  findDepositCertificateByDigest,
  listDepositCertificates,
} from '../../store/deposit-certificate-rows.ts';
import { findDeposit } from '../../store/deposit-rows.ts';
import { findOpenDeposit } from '../../store/open-deposit-rows.ts';
import type { ServiceContext } from '../context.ts';
import { isOpen } from './deposit-certificate.ts';
import type { Shown } from './verify.ts';

/** Registrations that are in force and public. */
const NAMED_STATES = ['registered', 'under-objection'] as const;

/**
 * What the certificate of a deposit is worth; undefined where none was issued: until its depositor orders one, a deposit is nobody's
 * business. Account and digest are told to whoever has a certificate, which names them, and to nobody who has the number alone.
 */
export async function verifyDeposit(
  { store }: Pick<ServiceContext, 'store'>,
  shown: Shown,
): Promise<DepositVerification | undefined> {
  const certificate =
    shown.by === 'id'
      ? await findDepositCertificate(store, shown.id)
      : shown.by === 'sha256'
        ? await findDepositCertificateByDigest(store, shown.sha256)
        : undefined;
  const id = certificate?.depositId ?? (shown.by === 'number' ? shown.number : undefined);
  if (id === undefined) return undefined;
  const all = await listDepositCertificates(store, id);
  const deposit = all.length === 0 ? undefined : await depositOf(store, id);
  if (deposit === undefined) return undefined;
  const { account, depositedAt, kind, commitment, sha256 } = deposit;
  const naming = await listNamingDeposit(store, { deposit: id, account, states: NAMED_STATES });
  const verified = all.map((each) => verifiedOf(each, all));
  return {
    found: certificate === undefined ? 'deposit' : 'deposit-certificate',
    deposit: {
      id,
      kind,
      depositedAt: depositedAt.toISOString(),
      account: certificate === undefined ? null : account,
      commitment,
      // A digest of what is not public is told to holders alone: others could try pictures of their own against it.
      sha256: certificate === undefined ? null : sha256,
      registrations: naming.map(({ number }) => number),
    },
    certificate: verified.find((each) => each.id === certificate?.id) ?? null,
    certificates: verified,
  };
}

async function depositOf(db: Queryable, id: string) {
  if (!isOpen(id)) {
    const sealed = await findDeposit(db, id);
    return sealed && { ...sealed, kind: 'sealed' as const, sha256: null };
  }
  const open = await findOpenDeposit(db, id);
  return open && { ...open, kind: 'open' as const, commitment: null };
}

/** What a deposit says never changes: a certificate can only be replaced by another copy. */
function verifiedOf(
  { id, language, sha256, issuedAt }: DepositCertificateRow,
  all: readonly DepositCertificateRow[],
): DepositVerification['certificates'][number] {
  const later = all.slice(all.findIndex((each) => each.id === id) + 1).filter((each) => each.language === language);
  return {
    id,
    language,
    sha256,
    issuedAt: issuedAt.toISOString(),
    status: later.length === 0 ? 'valid' : 'reissued',
    since: later[0]?.issuedAt.toISOString() ?? null,
    replacedBy: later.at(-1)?.id ?? null,
  };
}
