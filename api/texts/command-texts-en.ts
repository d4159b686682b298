import type { CommandTexts } from './command-texts.ts';
import { MOTIF_TEXTS } from './motif-texts.ts';

export const COMMAND_TEXTS_EN: CommandTexts = {
  about: 'Says whether a textile pattern was registered before, what was changed, and how strong the evidence is.',
  exitCodes:
    'Exit codes: 0 done, 1 found (check --fail-on), 2 usage, 3 some inputs rejected, 4 could not work (internal error; database, disk, server or model not available), 130 interrupted.',
  examples: 'Examples:',
  headings: {
    'Usage:': 'Usage:',
    'Arguments:': 'Arguments:',
    'Options:': 'Options:',
    'Global Options:': 'General options, before or after the command:',
    'Commands:': 'Commands:',
  },
  commands: {
    import: 'add pictures to the library: files, folders, or CSV/JSONL manifests',
    check: 'say for each picture whether it was registered before, what was changed, and why we say so',
    compare: 'compare two pictures, or records by their id',
    list: 'list the records of the library, newest first',
    show: 'show one record',
    remove: 'take a record out of the library; the removal and its reason stay in the audit trail',
    export: 'write all pictures and a manifest that `import` takes',
    audit: 'compare all records of the library with each other and list later ones that are like an earlier one',
    serve: 'serve API and web page until interrupted',
    admin: 'make an administrator of the registry',
    doctor: 'check database, pictures, features, snapshots and models against each other; repair what can be rebuilt',
    backup: 'write a consistent copy of database, pictures and settings',
    restore: 'fill an empty data folder (or an empty database) from a backup',
    config: 'print the effective configuration, secrets hidden',
    help: 'show the help of a command',
    deposit: 'seals files, so that you can prove later that you had them',
    'deposit open':
      'hands a picture in, checks it against all earlier patterns and keeps it for you alone; the receipt proves it',
    'deposit seal': 'deposits a salted commitment to a file; the file stays here, the receipt is yours to keep',
    certificate: 'issues a certificate of what is registered or deposited and writes it as PDF',
    bundle: 'writes an evidence bundle: a certificate with all that proves it and how to check it',
    report: 'orders similarity reports, and computes them again',
    'report order': 'orders a similarity report on a disputed picture and writes its evidence bundle',
    'report reproduce':
      'computes a report again from its bundle with the models of this installation, and tells every difference',
    anchors: 'writes the keys of a registry, for verify --trust, and prints their fingerprints',
    motif: 'looks after the motifs that people know',
    'motif add': 'adds a motif: checks name it where they see it, and weigh it apart',
    'motif list': 'lists the known motifs',
    'motif remove': 'takes a motif out of the list',
    verify:
      'checks a receipt, certificate or evidence bundle without network: what it says, since when, and whose keys say so',
    log: 'looks after the transparency log',
    'log fsck': 'reads the whole log and compares journal, tiles, signature and database; changes nothing',
    keys: 'looks after the keys that the registry signs with',
    'keys list': 'lists every key, past ones too, with its fingerprint',
    'keys rotate':
      'makes a new key; of log and witness the present one signs beside it for a while, of seal and timestamps until the new one, published at once, takes over',
    'keys import':
      'takes a key with certificate from a PKCS#12 file, for seals or timestamps; its password is asked for',
    'keys token':
      'takes a key that lies in a token (PKCS#11, see keys.pkcs11Module); its certificate is that beside it, or one by our own root',
    'keys revoke': 'says that nothing counts which a key signed from a time on',
  },
  args: {
    pictures: 'pictures, folders or manifests',
    picturesToImport:
      'pictures, folders, or manifests with path, title, owner, registrationNumber, created, published, registered',
    side: 'picture or record id',
    id: 'id of a record: SP-…',
    newFolder: 'a new or empty folder',
    backupFolder: 'a folder that `backup` wrote',
    fileToHandIn: 'the picture; it is sent and kept',
    fileToSeal: 'the file, any kind; it is not sent',
    fileToVerify: 'the file that was deposited',
    fileToCheck: 'a receipt (JSON), a certificate or report (PDF), or an evidence bundle (zip)',
    application: 'id of the application, or of a sealed deposit of your own',
    certificate: 'id of the certificate',
    disputed: 'the disputed picture',
    reportBundle: 'evidence bundle of a report (zip)',
    tokenKey: 'label of the key in the token',
    keyFile: 'PKCS#12 file (.p12, .pfx) with one key',
    keyId: 'id of the key, as keys list has it',
  },
  options: {
    data: 'data folder (default: SELVEDGE_DATA, else ./data)',
    databaseUrl: 'a PostgreSQL server with pgvector in place of the embedded database',
    server: 'work on the library of a running server (default: SELVEDGE_SERVER)',
    token: 'token for writing on a server (better: SELVEDGE_TOKEN)',
    help: 'show this help',
    json: 'JSON Lines on standard output',
    top: 'candidates to report, 1 to 50',
    failOn: 'exit with 1 when a picture gets this grade or a more serious one',
    leastGrade: 'the least serious grade that counts',
    text: 'only records with these words in title, owner, file name or number',
    limit: 'at most so many',
    reason: 'why, for the audit trail',
    withSamples: 'load the bundled sample library into an empty one first, and print one worked check',
    host: 'address to listen on (default: 127.0.0.1)',
    port: 'port to listen on; 0 takes a free one (default: 8080)',
    noRepair: 'only report',
    selfTest: 'recompute the test vectors of this version on this installation instead',
    depositor: 'who deposits, as he calls himself; only the receipt tells it',
    receipt: 'where the receipt goes (FILE.receipt.json)',
    trust:
      'keys that you vouch for: a registry’s /v1/log/keys, saved after comparing the fingerprints (default: SELVEDGE_TRUST)',
    documentLanguage: 'language of the document',
    out: 'file to write (default: named by its id)',
    claimant: 'who says that the earlier record is his',
    respondent: 'who made or sells what the picture shows',
    matter: 'number of the case, or what else it is for',
    record: 'records to compare with in any case, by their ids',
    withoutPictures: 'leave the pictures out: the certificate has their SHA-256',
    keyUse: 'what the key is for: seal or timestamp',
    makeInToken: 'makes the key in the token first; it never leaves it',
    keyPurpose: 'what the key is for: log, witness, seal or timestamp',
    overlapDays: 'days for which the present key goes on signing',
    asOf: 'from when on it counts for nothing, as 2026-01-31T00:00:00Z',
    revocationReason: 'why, for everyone to read',
  },
  admin: {
    create: 'make an administrator of every office; the password is asked for, or read from standard input',
    email: 'address to sign in with',
    name: 'name of the person',
    office: 'office the person belongs to; made where there is none of this name',
    emailInvalid: (value) => `Expected an e-mail address for --email but received ${value}. Correct it.`,
    nameInvalid: (value) => `Expected 1 to 100 characters of one line for a name but received ${value}. Correct it.`,
    created: (email, id) => `${email} administers the registry (${id}). The token of the first start has ended.`,
    password: {
      first: 'Password (15 characters or more): ',
      again: 'The same again: ',
      differ: 'Expected the same password twice but received two different ones. Run the command again.',
      missing:
        'Expected a password as the first line of standard input but received none. Pipe it in, or run on a terminal.',
    },
  },
  motif: MOTIF_TEXTS.en,
  importResumes:
    'An interrupted import is resumed by running it again: what is there already is reported, not stored twice.',
  auditResumes:
    'An interrupted audit goes on where it stopped when it is run again. One of an unchanged library is not made again.',
  progress: {
    import: 'import',
    check: 'check',
    samples: 'loading the sample library',
    export: 'export',
    compare: 'comparing all pairs',
    verify: 'verifying near pairs',
    line: (what, done, total, perSecond) =>
      `${what}: ${done}${total === undefined ? '' : ` of ${total}`}, ${perSecond}/s`,
    left: (duration) => `, ${duration} left`,
  },
  alreadyPresent: (id) => `already present as ${id}`,
  imported: (added, present, rejected) => `${added} added, ${present} already present, ${rejected} rejected.`,
  checked: (checked, notComparable, rejected) =>
    `${checked} checked, ${notComparable} not comparable, ${rejected} rejected.`,
  audited: (stars, verified) =>
    `${stars} earlier ${stars === 1 ? 'record has' : 'records have'} later ones like them; ${verified} near pairs verified.`,
  weakest: (grade, id) => `weakest: ${grade}, ${id}`,
  interrupted: (done, total) => `Interrupted after ${done} of ${total}.`,
  skippedFiles: (count) => `${count} other files in the folders are not pictures by their names and were left out.`,
  unknownColumns: (manifest, columns) => `${manifest}: unknown columns left out: ${columns}.`,
  removed: (id) => `${id} removed.`,
  exported: (count, folder) => `${count} records exported to ${folder}.`,
  searched: (works, ms) => `${works} works searched in ${ms} ms`,
  restricted: (date, contact) =>
    `an earlier record that is not public exists since ${date}; ask ${contact ?? 'the office that keeps it'}`,
  otherVersions: (count) => (count === 1 ? 'with another version' : `with ${count} other versions`),
  common: (query, candidate, points) =>
    `the common part covers ${query} % of the picture and ${candidate} % of the earlier one, with ${points} corresponding points`,
  nothingElse: 'no other finding',
  workedCheck: (title) => `A worked check: a copy of “${title}”, recoloured and turned, against the sample library.`,
  sound: 'Sound.',
  faultsRemain: (count) => (count === 1 ? '1 fault remains.' : `${count} faults remain.`),
  repaired: 'repaired',
  severity: { error: 'error', warning: 'warning', info: 'ok' },
  backedUp: (patterns, position, folder) =>
    `${patterns} records at position ${position} of the change feed backed up to ${folder}.`,
  restored: (patterns, position) => `${patterns} records at position ${position} of the change feed restored.`,
  verifyExitCodes: 'Exit codes: 0 proven, 1 consistent but by keys not vouched for, 3 not proven.',
  written: (path) => `written to ${path}`,
  compareFingerprints:
    'Compare these fingerprints with those that the registry publishes elsewhere before you vouch for them.',
  noToken:
    'Expected a token in the configuration but received none. Set keys.pkcs11Module, keys.pkcs11Token and keys.pkcs11Pin.',
  keyFilePassword: 'Password of the file: ',
  keyFileInvalid: (path) =>
    `Expected a PKCS#12 file with one key, encrypted with AES, and its password but received ${path}, which is another, uses an older cipher, or has another password.`,
  keyBrought: (holder, fingerprint, from) =>
    `${holder} signs from ${from} on; the fingerprint of its certificate is ${fingerprint}`,
  keyAdded: (keyId, fingerprint, from) => `key ${keyId} signs from ${from} on; its fingerprint is ${fingerprint}`,
  keyRevoked: (keyId, asOf) => `key ${keyId} is revoked as of ${asOf}`,
  keyState: {
    awaited: 'takes over later',
    signing: 'signing',
    expired: 'no longer signing',
    revoked: 'revoked',
    above: 'certifies one of these',
  },
  unknownVariable: (name) => `${name} sets nothing; is it a slip of the pen?`,
  dateEvidence: {
    registration: 'by registration',
    deposit: 'by deposit',
    publication: 'by publication',
    recorded: 'when recorded here',
    stated: 'as stated',
  },
  side: { first: 'first picture', second: 'second picture' },
  internal: 'Internal error',
  report: {
    identical: 'The findings are the same, byte for byte.',
    absent: 'nothing',
    differs: (differences) => `The findings differ in ${differences} places:`,
    picture: (sha256, state, distances) =>
      `picture ${sha256}: ${
        {
          identical: 'the same fingerprint',
          'within-tolerance': 'a fingerprint within the tolerance',
          different: 'another fingerprint, beyond the tolerance',
          missing: 'not in the bundle',
          'not-comparable': 'nothing to compare in it',
        }[state]
      }${distances.map(([name, value]) => `; ${name} ${value}`).join('')}`,
  },
  refusals: {
    fileNotFound: (path) => `Expected a file or folder but found nothing at ${path}. Check the path.`,
    reportOrder: (fault) =>
      `Expected an order that can be taken but received one of which: ${fault}. Correct the options.`,
    reportBundle: (path) =>
      `Expected the evidence bundle of a similarity report but ${path} is none, or is damaged. Take the file as it was handed out.`,
    fileUnreadable: (path, code) => `Expected a readable file but ${path} gave ${code}. Check its permissions.`,
    manifestWithoutPath: (manifest, columns) =>
      `Expected a column \`path\` in ${manifest} but its header line has: ${columns}. Name the column of the picture files \`path\`.`,
    manifestBroken: (where, reason) =>
      `Expected CSV with a header line in ${where} but received ${reason}. Correct it and run the command again.`,
    rowNotObject: (where) => `Expected one JSON object in ${where} but received something else. Correct the row.`,
    rowWithoutPath: (where) => `Expected a \`path\` in ${where} but it has none. Add the file's path to the row.`,
    rowNotUtf8: (where) => `Expected UTF-8 text in ${where} but received another encoding. Save the manifest as UTF-8.`,
    rowFaults: (where, faults) => `Expected valid details in ${where} but received ${faults}. Correct the row.`,
    serverUnreachable: (url) =>
      `Expected a Selvedge server at ${url} but nothing answered there. Check the address and that it runs.`,
    serverAnswer: (url, received) =>
      `Expected the answer of a Selvedge server from ${url} but received ${received}. Check the address and the versions.`,
    serverUrl: (received) => `Expected a URL such as http://localhost:8080 for --server but received ${received}.`,
    fileThere: (path) =>
      `Expected the name of a file that is not there yet but received ${path}. Name another with --out.`,
    folderNotEmpty: (folder) => `Expected a new or empty folder but ${folder} has files in it. Name another folder.`,
    localOnly: (command) =>
      `Expected --data or --database-url for \`${command}\` but received --server: it works where the data lies. Run it there.`,
    instant: (received) => `Expected a time such as 2026-01-31T00:00:00Z but received ${received}.`,
    wholeNumber: (least, most) => `Expected a whole number from ${least} to ${most}.`,
  },
};
