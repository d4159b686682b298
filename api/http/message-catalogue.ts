import type { HttpProblemCode, ProblemCode } from './problem-codes.ts';

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

/** What the HTTP layer refuses is described here in full; the engine and the services state what they measured themselves. */
export type Messages = Readonly<Record<HttpProblemCode, FullMessage> & Record<ProblemCode, Message>>;
