import type { MemberFinding } from '../proof/bundle/verify-bundle.ts';
import type { CustodyAct } from '../proof/evidence.ts';
import type { CertificateStanding } from '../proof/pki/chain.ts';
import type { ProofTexts } from './proof-texts.ts';

const MEMBER_STATE: Readonly<Record<MemberFinding['state'], string>> = {
  proven: 'proven',
  consistent: 'consistent, but by keys not vouched for',
  failed: 'not proven',
  intact: 'unaltered',
};

/** Said behind the name of whoever sealed or put a time to something. */
const STANDING: Readonly<Record<CertificateStanding, string>> = {
  vouched: '',
  unknown: ' (not vouched for)',
  expired: ' (not valid then, or no longer signing)',
  revoked: ' (revoked)',
};

const CUSTODY_ACT: Readonly<Record<CustodyAct, string>> = {
  read: 'picture given out: read',
  'hand-over': 'custody handed over',
  cosign: 'co-signed',
};

export const PROOF_TEXTS_EN: ProofTexts = {
  beforeSealing:
    'A sealed deposit is unchecked: the registry gets 32 bytes that say nothing and compares nothing. Only the receipt file and ' +
    'the very same picture file together prove it. If either is lost or altered, nothing can be proved any more, and nobody, the ' +
    'registry included, can make it again. Keep copies of both in two places. Whoever has the receipt can read the name in it.',
  beforeHandingIn:
    'An open deposit is checked: the picture is handed in, compared with all earlier patterns, and kept. Nobody sees it but you and the ' +
    'examiners of a case in which it turns up. Others whose picture is strongly alike learn that an earlier record exists, since when, and ' +
    'which office to ask. Keep the picture file as it is: with the receipt, which can be fetched again, it proves the deposit. ' +
    'A deposit is no registration.',
  deposited: (id, at, receipt) => `${id} deposited at ${at}; the receipt is ${receipt}`,
  verdict: {
    receipt: {
      proven: 'Proven: it was deposited as stated, and the keys are those you vouch for.',
      consistent: 'Consistent, but by keys you have not vouched for: anyone could have made this with keys of his own.',
      failed: 'Not proven.',
    },
    evidence: {
      proven: 'Proven: it was taken as stated, its custody list has no gap, and the keys are those you vouch for.',
      consistent: 'Consistent, but by keys you have not vouched for: anyone could have made this with keys of his own.',
      failed: 'Not proven.',
    },
    anchor: {
      proven: 'Proven: this state of the log was known outside at the stated time, by keys you vouch for.',
      consistent: 'Consistent, but by keys you have not vouched for: anyone could have made this with keys of his own.',
      failed: 'Not proven.',
    },
    certificate: {
      proven:
        'Proven: the certificate is unaltered since it was sealed, what it says is in the log, and the keys are those you vouch for.',
      consistent: 'Consistent, but by keys you have not vouched for: anyone could have made this with keys of his own.',
      failed: 'Not proven.',
    },
    report: {
      proven: 'Proven: the report is the one that is in the log, and the keys are those you vouch for.',
      consistent: 'Consistent, but by keys you have not vouched for: anyone could have made this with keys of his own.',
      failed: 'Not proven.',
    },
    bundle: {
      proven:
        'Proven: nothing in the bundle was altered, what it says is in the log, and the keys are those you vouch for.',
      consistent: 'Consistent, but by keys you have not vouched for: anyone could have made this with keys of his own.',
      failed: 'Not proven.',
    },
  },
  revocation: ({ asOf, reason }) => `Revoked as of ${asOf.toISOString()}${reason === null ? '' : `: ${reason}`}.`,
  faultIn: (member, fault) => (member === null ? `The archive: ${fault}` : `${member}: ${fault}`),
  member: ({ name, state }) => `${name}: ${MEMBER_STATE[state]}`,
  fault: {
    'archive-unreadable': 'It is no zip, or was cut off.',
    'archive-too-large': 'It holds more than a bundle does.',
    'archive-altered':
      'Its files are sound, but it is not packed as it was made: it was packed anew, or something was changed between the files.',
    'member-name': 'A file in a bundle is not called so.',
    'member-twice': 'It is there twice.',
    'member-packed': 'It is packed; a bundle holds files as they are.',
    'member-altered': 'The file was altered since the bundle was made.',
    'member-missing': 'The file is missing.',
    'member-unlisted': 'The file does not belong to the bundle.',
    'manifest-altered': 'The list of files is not the one in the log.',
    'proof-altered': 'The proof of the list of files was altered.',
    'record-foreign': 'It is about something that is not in the bundle.',
    'receipt-incomplete': 'The receipt has no answer of the registry yet; run "deposit seal" again.',
    'file-differs': 'The file is not the one that was deposited.',
    'commitment-differs': 'Digest, depositor or salt of the receipt do not fit the commitment that was deposited.',
    'custody-broken': 'A line of the custody list is missing or does not belong to it.',
    'custody-altered': 'The picture lay altered in the registry, or was missing there, when this line was written.',
    'cosignature-wrong': 'The co-signature is not over this evidence, or is not the one in the custody list.',
    'not-in-log': 'The deposit is not in the log state that the receipt shows.',
    'checkpoint-malformed': 'The log state in the receipt is not of the form.',
    'signature-wrong': 'The log state is not signed by the log’s key.',
    'timestamp-wrong': 'The timestamp is not on a state of this log that has the deposit, or its signature is wrong.',
    'key-expired': 'The key had stopped signing before the deposit.',
    'key-revoked': 'The key was revoked, and no vouched witness saw this log state before that.',
    'seal-missing': 'The file has no seal.',
    'seal-partial': 'The seal does not cover the whole file: something was added after it was sealed.',
    'seal-wrong': 'The seal does not fit the file: the file or the seal was altered.',
    'seal-expired':
      'The certificate of the seal was not valid at the time of the seal, or its key had stopped signing.',
    'seal-revoked': 'The certificate of the seal was revoked, and nothing shows the seal to be older.',
    'content-missing': 'The file has no machine-readable content of the known form.',
    'content-differs': 'What the file says is not what the record in the log says.',
  },
  fileNotCompared: 'No file was given: only the digest in the receipt is shown to have been deposited.',
  custody: ({ act, at, actor, to, cosigned }) => {
    const line = `${at} ${CUSTODY_ACT[act]} by ${actor}${to === null ? '' : `, to ${to}`}`;
    if (cosigned === undefined) return line;
    if (cosigned === null) return `${line}: not checked here, open the page over https or use "selvedge verify"`;
    return `${line}: signature of ${cosigned.holder}, fingerprint ${cosigned.fingerprint}${STANDING[cosigned.standing]}`;
  },
  facts: {
    sha256: 'SHA-256 of the file',
    bytes: 'Bytes',
    depositor: 'Depositor, as he calls himself',
    account: 'Account',
    at: 'Deposited at',
    origin: 'Log',
    index: 'Place in the log',
    evidence: 'Evidence',
    way: 'Taken as',
    operator: 'Taken by account',
    takenAt: 'Taken at',
    place: 'Place, as stated',
    source: 'Source, as stated',
    device: 'Device, as stated',
    matches: 'Earlier records that it matched',
    size: 'Entries of the log',
    root: 'Root of the log',
    anchoredIn: 'Anchored in',
    anchoredAt: 'Anchored at',
    certificate: 'Certificate',
    deposit: 'Deposit',
    commitment: 'Commitment',
    registrations: 'Registrations that name it',
    number: 'Number',
    title: 'Title',
    owners: 'Owners',
    issuer: 'Issued by',
    issuedAt: 'Issued at',
    report: 'Similarity report',
    orderedAt: 'Ordered at',
    matter: 'Matter',
    claimant: 'Claimant',
    respondent: 'Respondent',
    grade: 'Most serious grade',
    firstRecord: 'Record of that grade that is evidenced earliest',
    findingsSha256: 'SHA-256 of the findings',
    inputsSha256: 'SHA-256 of the frozen inputs',
    counters: 'Counters',
    replaces: 'Replaces',
    bundle: 'Evidence bundle',
    about: 'About',
    madeAt: 'Made at',
  },
  standsAsOf:
    'This says how it was when it was issued. Whether it is still in force, the registry says by its number or QR code.',
  seal: ({ holder, fingerprint, timestamp: { at, authority, isLocal, standing: clock }, standing }) =>
    `Sealed by ${holder}, fingerprint ${fingerprint}${STANDING[standing]}, at ${at.toISOString()} by the clock of ${authority}${
      isLocal ? ' (the registry’s own clock, no independent authority)' : ''
    }${STANDING[clock]}`,
  signer: (role, name, fingerprint, isVouched) =>
    `${role === 'log' ? 'signed by' : 'seen by the witness'} ${name}, fingerprint ${fingerprint}${isVouched ? '' : ' (not vouched for)'}`,
  timestamp: (finding) => {
    switch (finding.state) {
      case 'none':
        return 'No timestamp: the time is the registry’s word alone.';
      case 'queued':
        return 'The timestamp had not come when the receipt was made: fetch the receipt again from the registry.';
      case 'unchecked':
        return 'The timestamp is not checked here: open the page over https, or use "selvedge verify".';
      case 'verified':
        return `Timestamp of ${finding.at.toISOString()} by ${finding.authority}, fingerprint ${finding.fingerprint}${
          finding.isLocal ? ' (the registry’s own clock, no independent authority)' : ''
        }${STANDING[finding.standing]}`;
    }
  },
  timestampQueued: (authority) =>
    `No timestamp by ${authority} yet: it is asked again until it answers, and the receipt can be fetched again then.`,
  receiptThere: (path) =>
    `Expected a new name for the receipt but received ${path}, which holds a finished one. Name another.`,
  receiptForAnother: (path) =>
    `Expected the file that the unfinished receipt ${path} is for but received another. Name another receipt.`,
  receiptInvalid: (path) => `Expected a deposit receipt but received ${path}, which is none or was altered.`,
  fileUnknown: (path) =>
    `Expected a receipt, a certificate, a report or an evidence bundle but received ${path}, which is none of them.`,
  trustInvalid: (path) => `Expected a file of keys as /v1/log/keys gives it but received ${path}, which is none.`,
};
