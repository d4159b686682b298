/** Where a record is followed into the log: what is looked at, in this order. */
export type RecordStep = 'inclusion' | 'checkpoint' | 'timestamp' | 'keys';
/** Why one of these does not hold. */
export type RecordFault =
  | 'not-in-log'
  | 'checkpoint-malformed'
  | 'signature-wrong'
  | 'timestamp-wrong'
  | 'key-expired'
  | 'key-revoked';

/** What is looked at in a receipt; the first that does not hold ends the verification. */
export type ReceiptStep = 'complete' | 'file' | 'commitment' | RecordStep;
export type ReceiptFault = 'receipt-incomplete' | 'file-differs' | 'commitment-differs' | RecordFault;

/**
 * What is looked at in evidence besides. `custody-broken`: a line of the custody list is missing, or belongs to other evidence. `custody-altered`: the
 * picture had been altered in the registry by then.
 */
export type EvidenceStep = 'custody' | ReceiptStep;
export type EvidenceFault = 'custody-broken' | 'custody-altered' | 'cosignature-wrong' | ReceiptFault;

/** What is looked at in a certificate. */
export type CertificateStep = 'seal' | 'content' | RecordStep;
/**
 * `seal-partial`: bytes of the file are outside the seal. `content-missing`, `content-differs`: the machine-readable twin is not there, or
 * what it says is not what is in the log.
 */
export type CertificateFault =
  | 'seal-missing'
  | 'seal-partial'
  | 'seal-wrong'
  | 'seal-expired'
  | 'seal-revoked'
  | 'content-missing'
  | 'content-differs'
  | RecordFault;

export type Step = EvidenceStep | CertificateStep;
export type FaultCode = EvidenceFault | CertificateFault;

/** That a key is revoked, as the file of keys states it. */
export interface Revocation {
  readonly asOf: Date;
  readonly reason: string | null;
}

/** What does not hold, of what was looked at. */
export interface FaultFinding {
  readonly step: Step;
  readonly code: FaultCode;
  /** Where a key was revoked. */
  readonly revocation?: Revocation;
}

/** Ends a verification. */
export class Fault extends Error {
  readonly finding: FaultFinding;
  constructor(step: Step, code: FaultCode, revocation?: Revocation) {
    super(code);
    this.finding = { step, code, ...(revocation && { revocation }) };
  }
}
