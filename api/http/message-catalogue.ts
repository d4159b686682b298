import type { FullyDescribedCode, ProblemCode } from './problem-codes.ts';

export interface Message {
  /** Short, the same for every occurrence. */
  readonly title: string;
  readonly remedy: string;
}

/** `{name}` stands for a fact of the occurrence. */
export interface FullMessage extends Message {
  readonly expected: string;
  readonly received: string;
}

/**
 * What a client does wrong with a picture or a record, engine and services describe themselves, with what they measured;
 * all else is described here in full, and for faults of our own nothing more than this is told.
 */
export type Messages = Readonly<Record<ProblemCode, Message> & Record<FullyDescribedCode, FullMessage>>;
