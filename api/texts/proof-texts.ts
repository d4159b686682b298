import type { Language } from '../config/settings.ts';
import type { BundleFault, MemberFinding } from '../proof/bundle/verify-bundle.ts';
import type { Revocation } from '../proof/fault.ts';
import type { VerifiedSeal } from '../proof/pki/verify-seal.ts';
import type { CustodyFinding } from '../proof/verify-evidence.ts';
import type { FactName, FileKind, FileVerdict } from '../proof/verify-file.ts';
import type { TimestampFinding, Verdict } from '../proof/verify-record.ts';
import { PROOF_TEXTS_EN } from './proof-texts-en.ts';
import { PROOF_TEXTS_ZH } from './proof-texts-zh.ts';

/** What is said of deposits and of their verification. */
export interface ProofTexts {
  /** Said before a file is sealed. */
  readonly beforeSealing: string;
  /** Said before a picture is handed in. */
  readonly beforeHandingIn: string;
  readonly deposited: (id: string, at: string, receipt: string) => string;
  readonly verdict: Readonly<Record<FileKind, Readonly<Record<Verdict, string>>>>;
  readonly fault: Readonly<Record<BundleFault, string>>;
  /** When a key was revoked and why. */
  readonly revocation: (revocation: Revocation) => string;
  /** A fault of a bundle, with the file that it is in. */
  readonly faultIn: (member: string | null, fault: string) => string;
  readonly member: (finding: MemberFinding) => string;
  readonly fileNotCompared: string;
  /** A line of the custody list of evidence. */
  readonly custody: (finding: CustodyFinding) => string;
  /** What a certificate is worth now, no file can say. */
  readonly standsAsOf: string;
  readonly facts: Readonly<Record<FactName, string>>;
  readonly seal: (seal: VerifiedSeal) => string;
  readonly signer: (role: 'log' | 'witness', name: string, fingerprint: string, isVouched: boolean) => string;
  readonly timestamp: (finding: TimestampFinding) => string;
  /** Said with the receipt where the time had not come yet. */
  readonly timestampQueued: (authority: string) => string;
  readonly receiptThere: (path: string) => string;
  readonly receiptForAnother: (path: string) => string;
  readonly receiptInvalid: (path: string) => string;
  readonly fileUnknown: (path: string) => string;
  readonly trustInvalid: (path: string) => string;
}

export const PROOF_TEXTS: Readonly<Record<Language, ProofTexts>> = { zh: PROOF_TEXTS_ZH, en: PROOF_TEXTS_EN };

/** What does not hold, in words; `member` where it is in a file of a bundle, null for its archive. */
export function faultsOf(
  result: FileVerdict,
  texts: ProofTexts,
): readonly { readonly member?: string | null; readonly text: string }[] {
  const textOf = ({ code, revocation }: { readonly code: BundleFault; readonly revocation?: Revocation }) =>
    revocation === undefined ? texts.fault[code] : `${texts.fault[code]} ${texts.revocation(revocation)}`;
  if (result.kind === 'bundle') return result.faults.map((each) => ({ member: each.member, text: textOf(each) }));
  return result.fault === undefined ? [] : [{ text: textOf(result.fault) }];
}
