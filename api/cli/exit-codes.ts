/** What a command's exit status means; documented in api/README.md. */
export const EXIT = {
  done: 0,
  /** `check --fail-on`: a candidate of that grade or a more serious one was found. */
  found: 1,
  usage: 2,
  /** Some inputs were rejected; the others were done. */
  someRejected: 3,
  internal: 4,
} as const;
