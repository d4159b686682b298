import type { Language } from '../config/settings.ts';
import type { RecomputedPicture } from '../services/reports/reproduce.ts';
import { COMMAND_TEXTS_EN } from './command-texts-en.ts';
import { COMMAND_TEXTS_ZH } from './command-texts-zh.ts';
import type { MotifTexts } from './motif-texts.ts';

/** All that the command line says besides the terms of the engine: help, progress, summaries. */
export interface CommandTexts {
  readonly about: string;
  readonly exitCodes: string;
  readonly examples: string;
  /** Headings of commander's help pages. */
  readonly headings: Readonly<Record<HelpHeading, string>>;
  readonly commands: Readonly<Record<CommandName, string>>;
  readonly args: {
    readonly pictures: string;
    readonly picturesToImport: string;
    readonly side: string;
    readonly id: string;
    readonly newFolder: string;
    readonly backupFolder: string;
    readonly keyId: string;
    readonly keyFile: string;
    readonly tokenKey: string;
    readonly anchor: string;
    readonly evidence: string;
    readonly cosignature: string;
    readonly fileToSeal: string;
    readonly fileToHandIn: string;
    readonly fileToVerify: string;
    readonly fileToCheck: string;
    readonly application: string;
    readonly certificate: string;
    readonly disputed: string;
    readonly reportBundle: string;
  };
  /** What computing a report again came to. */
  readonly report: {
    readonly identical: string;
    /** In place of a value that one side does not have. */
    readonly absent: string;
    readonly differs: (differences: number) => string;
    readonly picture: (
      sha256: string,
      state: RecomputedPicture['state'],
      distances: readonly (readonly [string, number])[],
    ) => string;
  };
  readonly options: {
    readonly data: string;
    readonly databaseUrl: string;
    readonly server: string;
    readonly token: string;
    readonly help: string;
    readonly json: string;
    readonly top: string;
    readonly failOn: string;
    readonly leastGrade: string;
    readonly text: string;
    readonly limit: string;
    readonly reason: string;
    readonly withSamples: string;
    readonly host: string;
    readonly port: string;
    readonly noRepair: string;
    readonly selfTest: string;
    readonly keyPurpose: string;
    readonly keyUse: string;
    readonly makeInToken: string;
    readonly witnessKey: string;
    readonly captureWay: string;
    readonly capturePlace: string;
    readonly captureSource: string;
    readonly captureDevice: string;
    readonly custodian: string;
    readonly custodyNote: string;
    readonly depositor: string;
    readonly receipt: string;
    readonly trust: string;
    readonly documentLanguage: string;
    readonly out: string;
    readonly withoutPictures: string;
    readonly claimant: string;
    readonly respondent: string;
    readonly matter: string;
    readonly record: string;
    readonly overlapDays: string;
    readonly asOf: string;
    readonly revocationReason: string;
  };
  readonly admin: {
    readonly create: string;
    readonly email: string;
    readonly name: string;
    readonly office: string;
    readonly emailInvalid: (value: string) => string;
    readonly nameInvalid: (value: string) => string;
    readonly created: (email: string, id: string) => string;
    readonly password: {
      readonly first: string;
      readonly again: string;
      readonly differ: string;
      readonly missing: string;
    };
  };
  readonly motif: MotifTexts;
  readonly importResumes: string;
  readonly auditResumes: string;
  readonly progress: {
    readonly import: string;
    readonly check: string;
    readonly samples: string;
    readonly export: string;
    readonly compare: string;
    readonly verify: string;
    readonly line: (what: string, done: number, total: number | undefined, perSecond: string) => string;
    readonly left: (duration: string) => string;
  };
  readonly alreadyPresent: (id: string) => string;
  readonly imported: (added: number, present: number, rejected: number) => string;
  readonly checked: (checked: number, notComparable: number, rejected: number) => string;
  readonly audited: (stars: number, verified: number) => string;
  readonly weakest: (grade: string, id: string) => string;
  readonly interrupted: (done: number, total: number) => string;
  readonly skippedFiles: (count: number) => string;
  readonly unknownColumns: (manifest: string, columns: string) => string;
  readonly removed: (id: string) => string;
  readonly exported: (count: number, folder: string) => string;
  readonly searched: (works: number, ms: number) => string;
  /** Said of a work that was found in further versions. */
  readonly otherVersions: (count: number) => string;
  /** A record that is not public; `contact` null: the office that keeps it names none. */
  readonly restricted: (date: string, contact: string | null) => string;
  readonly common: (queryPercent: number, candidatePercent: number, points: number) => string;
  readonly nothingElse: string;
  readonly workedCheck: (title: string) => string;
  readonly sound: string;
  readonly faultsRemain: (count: number) => string;
  readonly repaired: string;
  readonly severity: Readonly<Record<'error' | 'warning' | 'info', string>>;
  readonly backedUp: (patterns: number, position: number, folder: string) => string;
  readonly restored: (patterns: number, position: number) => string;
  readonly verifyExitCodes: string;
  readonly written: (path: string) => string;
  readonly compareFingerprints: string;
  readonly noToken: string;
  readonly anchor: {
    readonly nothing: string;
    readonly unavailable: (reason: string) => string;
    readonly keyInvalid: (key: string) => string;
    readonly done: (size: number, name: string) => string;
  };
  readonly evidence: {
    readonly file: Readonly<Record<'intact' | 'altered' | 'missing', string>>;
    readonly custodian: (account: string) => string;
    readonly timeToCome: string;
  };
  readonly keyFilePassword: string;
  readonly keyFileInvalid: (path: string) => string;
  readonly keyBrought: (holder: string, fingerprint: string, from: string) => string;
  readonly keyAdded: (keyId: string, fingerprint: string, from: string) => string;
  readonly keyRevoked: (keyId: string, asOf: string) => string;
  readonly keyState: Readonly<Record<'awaited' | 'signing' | 'expired' | 'revoked' | 'above', string>>;
  readonly unknownVariable: (name: string) => string;
  readonly dateEvidence: Readonly<Record<'registration' | 'deposit' | 'publication' | 'recorded' | 'stated', string>>;
  readonly side: Readonly<Record<'first' | 'second', string>>;
  readonly internal: string;
  /** What the command line itself refuses, after the pattern: expected … but received …, and what to do. */
  readonly refusals: {
    readonly fileNotFound: (path: string) => string;
    readonly reportOrder: (fault: string) => string;
    readonly capture: (fault: string) => string;
    readonly reportBundle: (path: string) => string;
    readonly fileUnreadable: (path: string, systemCode: string) => string;
    readonly manifestWithoutPath: (manifest: string, columns: string) => string;
    readonly manifestBroken: (where: string, reason: string) => string;
    readonly rowNotObject: (where: string) => string;
    readonly rowWithoutPath: (where: string) => string;
    readonly rowNotUtf8: (where: string) => string;
    readonly rowFaults: (where: string, faults: string) => string;
    readonly serverUnreachable: (url: string) => string;
    readonly serverAnswer: (url: string, received: string) => string;
    readonly serverUrl: (received: string) => string;
    readonly folderNotEmpty: (folder: string) => string;
    readonly fileThere: (path: string) => string;
    readonly localOnly: (command: string) => string;
    readonly instant: (received: string) => string;
    readonly wholeNumber: (least: number, most: number) => string;
  };
}

export type CommandName =
  | 'import'
  | 'check'
  | 'compare'
  | 'list'
  | 'show'
  | 'remove'
  | 'export'
  | 'audit'
  | 'serve'
  | 'admin'
  | 'doctor'
  | 'backup'
  | 'restore'
  | 'config'
  | 'help'
  | CommandGroup
  | 'log fsck'
  | 'log anchor'
  | 'keys list'
  | 'keys rotate'
  | 'keys revoke'
  | 'keys import'
  | 'keys token'
  | 'deposit seal'
  | 'deposit open'
  | 'certificate'
  | 'bundle'
  | 'anchors'
  | 'report order'
  | 'report reproduce'
  | 'evidence take'
  | 'evidence show'
  | 'evidence statement'
  | 'evidence picture'
  | 'evidence hand-over'
  | 'evidence cosign'
  | 'verify'
  | 'motif add'
  | 'motif list'
  | 'motif remove';

/** Commands of two words begin with one of these. */
export type CommandGroup = 'log' | 'keys' | 'deposit' | 'motif' | 'report' | 'evidence';

export type HelpHeading = 'Usage:' | 'Arguments:' | 'Options:' | 'Global Options:' | 'Commands:';

export const COMMAND_TEXTS: Readonly<Record<Language, CommandTexts>> = { zh: COMMAND_TEXTS_ZH, en: COMMAND_TEXTS_EN };
