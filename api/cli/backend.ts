import type { CheckResult, ComparisonResult } from '../schemas/check-result.ts';
import type { ImportOutcome } from '../schemas/import-outcome.ts';
import type { PatternDetails, PatternPage, PatternRecord } from '../schemas/pattern.ts';

/** A picture with the name that it is sent under. */
export interface PictureFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** One side of a comparison: a picture, or the id of a record. */
export type ComparisonSide = PictureFile | { readonly id: string };

/** A refusal by the registry, local or remote, in words for a person. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The registry that a command works on: opened in this process, or reached over HTTP. Refusals are thrown as Refusal. */
export interface Backend {
  /** Pictures worth sending at the same time. */
  readonly concurrency: number;
  check(picture: PictureFile, limit: number): Promise<CheckResult>;
  compare(first: ComparisonSide, second: ComparisonSide): Promise<ComparisonResult>;
  importPattern(picture: PictureFile, details: PatternDetails): Promise<ImportOutcome>;
  list(query: { readonly cursor?: string; readonly limit: number; readonly text?: string }): Promise<PatternPage>;
  show(id: string): Promise<PatternRecord>;
  remove(id: string, reason: string): Promise<void>;
  readPicture(id: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** The part of a backend that reads records, which opens faster: it takes no engine. */
export type RecordReader = Pick<Backend, 'list' | 'show' | 'readPicture' | 'close'>;
