import type { LitigationTexts } from './litigation-texts.ts';

/** The checklist in English. */
export const LITIGATION_EN: LitigationTexts = {
  title: 'Where the rules of online litigation are answered',
  lead:
    'Articles 16 to 18 of the rules of online litigation of the people’s courts (人民法院在线诉讼规则, Supreme People’s Court, in force since ' +
    '1 August 2021) say what a court looks at where electronic data were put on a chain. For each point: what this software does, where that ' +
    'can be seen, and what it cannot give. It is no legal opinion; what is proved is for the court to say.',
  article: {
    16: 'Article 16: unaltered since deposit',
    17: 'Article 17: platform and technique, where authenticity since deposit is disputed',
    18: 'Article 18: authenticity before deposit',
  },
  places: 'Where',
  yours: 'What Selvedge cannot give',
  kind: {
    page: 'page',
    operation: 'API',
    command: 'command',
    setting: 'setting',
    step: 'verification step',
    document: 'document',
  },
  page: { deposit: 'Deposit', verify: 'Verify', notices: 'Notices' },
  points: {
    storage: {
      asked: 'The data were stored by blockchain technology',
      answer:
        'Deposits, decisions, imported records and issued documents are entered into one append-only log, a Merkle tree (RFC 6962, RFC 9162) ' +
        'whose states are signed. Each state contains all earlier ones, so nothing in it can be changed, removed or dated back without a new ' +
        'root. Other installations can witness it: they keep the state that they saw last and co-sign only what continues it.',
      yours:
        'The log is kept by one operator and is no distributed ledger. Whether it counts as blockchain technology under article 16 is for the ' +
        'court. Without outside witnesses nobody but the operator signs; who wants more names witnesses that are independent of him.',
    },
    'technical-check': {
      asked: 'A technical check finds the data consistent',
      answer:
        'Receipts, certificates and evidence bundles are checked without network and without trusting this registry: the digest of the file, its ' +
        'commitment, its place in the log, the signatures, the timestamp, the seal and what the document says. The first step that does not ' +
        'hold is named, in a bundle with the file that it is in. A file of trusted keys decides whose word counts; without one the answer is ' +
        '“consistent, but by keys you have not vouched for”, never “proven”.',
      yours:
        'Fingerprints of the keys have to be published by the operator where others can find them without this server, and compared by whoever ' +
        'checks. Public verification by number or digest tells what a certificate is worth now, which no file can.',
    },
    'contrary-evidence': {
      asked: 'Unless there is contrary evidence that suffices to overturn it',
      answer:
        'What speaks against a record is shown, not hidden: keys are revoked as of a date with a reason, and what was signed later does not ' +
        'count; certificates are reissued, superseded or revoked with the date; a log that was rewritten gets no signature of a witness; the ' +
        'log of this registry can be read against its files and its database without changing either.',
      yours: null,
    },
    regulations: {
      asked: '(1) The platform complies with the regulations of state departments on blockchain evidence services',
      answer:
        'This is a matter of who operates the registry, not of the software. Selvedge holds no filing, licence or approval and claims none.',
      yours:
        'The operator provides the filings and approvals that apply to him, such as that of a blockchain information service with the cyberspace ' +
        'administration where his service is one.',
    },
    neutrality: {
      asked: '(2) Interests shared by a party and the platform, and improper interference with collection or deposit',
      answer:
        'Of a sealed deposit the platform gets a salted commitment: it can neither read the file nor change it, and cannot prefer one over ' +
        'another. An act and its entry in the log are written in one transaction, so that none is left out afterwards. Whoever of the staff is ' +
        'tied to a party takes no part; every refusal, and every grant against a strong finding, takes a second examiner; each deed is in an ' +
        'audit trail. Witnesses and a timestamp authority from outside bind the operator too; where the time is by the registry’s own clock, ' +
        'the check of a receipt or certificate says so.',
      yours:
        'Relations between the operator and the parties are his to disclose, and outside witnesses and an outside timestamp authority are his to ' +
        'configure. Without them the times are those of his own clock.',
    },
    'system-security': {
      asked:
        '(3) The system meets national or industry standards of cleanliness, security, reliability and availability',
      answer:
        'What the software does is listed point by point against OWASP ASVS 4.0.3, level 2, with the tests that show it and with what is not met. ' +
        'Entries are on disk before they are acknowledged; log, database and pictures are checked against each other on request; backups are ' +
        'made while it runs and every file of them is checked before it is restored.',
      yours:
        'No independent review and no grading under the multi-level protection scheme (等级保护) has taken place: both are of an installation ' +
        'with its machines, network and staff. The operator has them done, and keeps encryption of traffic, monitoring and spare machines.',
    },
    technique: {
      asked:
        '(4) Technique and process meet standards on system environment, security, encryption, transmission and verification',
      answer:
        'Each format is a published standard: SHA-256; Ed25519 (RFC 8032); Merkle trees (RFC 6962, RFC 9162); canonical JSON (RFC 8785); signed ' +
        'states and witnesses (C2SP); timestamps (RFC 3161); seals (PAdES, ETSI EN 319 142-1); archives (PDF/A-3b, ISO 19005-3). Every signed ' +
        'object names its algorithm. Deposits are hashed on the depositor’s own machine. Tests hold seals and timestamps to OpenSSL and pyHanko, ' +
        'documents to veraPDF.',
      yours:
        'These are international standards. The national algorithms SM2 and SM3 are not implemented; the formats leave room for them. Encrypted ' +
        'transmission (TLS) is by the operator’s proxy.',
    },
    source: {
      asked: 'The particular source of the data',
      answer:
        'A deposit holds who was signed in and when; the depositor’s own statement of his name is inside the sealed half. An application holds ' +
        'the parties, whether their identity was reviewed, and what they state of the creation. A record that was brought into the library holds ' +
        'the dates stated of it and the day of the import, and is marked where it was entered into the log afterwards.',
      yours:
        'That the depositor is the author is not examined in a deposit. Whoever relies on it brings drafts, source files and contracts.',
    },
    generation: {
      asked: 'How the data were generated',
      answer:
        'How a picture came to be before it was handed in, Selvedge does not know. What Selvedge itself makes states how: each check names the ' +
        'versions of program, model and rules that it was worked out with, and a decision rests on the check as it was frozen at submission.',
      yours: 'How the deposited file was made is for the party to show: design program, camera, loom or print data.',
    },
    'storage-before': {
      asked: 'How the data were stored before deposit',
      answer:
        'Nothing is said of the time before deposit. The log shows that the data were there by the time of the entry, the timestamp by when at ' +
        'the latest; neither makes anything older than that.',
      yours:
        'The party shows where the file lay until then, and that it is the same file: one bit of difference and it is another.',
    },
    'third-parties': {
      asked: 'Notarisation and witnessing by third parties',
      answer:
        'Witnesses that co-sign the log and authorities that timestamp it are third parties as to time and integrity; a check names each of them, ' +
        'with its fingerprint and whether whoever checks vouches for it. They have not seen the content.',
      yours: 'Notarial certificates are brought by the party.',
    },
    corroboration: {
      asked: 'Data that corroborate each other',
      answer:
        'A certificate of registration and one of the deposit name each other and each is valid alone. An evidence bundle holds the documents ' +
        'with all records that they rest on and, on request, the pictures. Public notices, objections and the chain of title can be read; the ' +
        'library can be searched for earlier records that are alike.',
      yours: 'Sales, publications and correspondence are for the party to bring.',
    },
  },
};
