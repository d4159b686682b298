import { z } from 'zod';
import { bytesToHex } from '../../../proof/bytes.ts';
import { type LoggedDeposit, loggedDepositSchema } from '../../../proof/deposit.ts';
import { readAnswer } from '../bounded-answer.ts';
import { type Anchor, AnchorUnavailable } from './anchor.ts';

const ANSWER_TIMEOUT_MS = 30_000;
const ANSWER_BYTES_MAX = 1_000_000;

/** The log of another Selvedge registry: the digest is handed in as a sealed deposit. `token`: an API key with the scope `deposits`. */
export function logAnchor(url: string, token: string): Anchor {
  const base = url.endsWith('/') ? url : `${url}/`;
  const name = new URL(base).host;
  const ask = async (path: string, body?: object): Promise<Answer> => {
    try {
      const response = await fetch(new URL(path, base), {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
        redirect: 'error',
      });
      const text = new TextDecoder().decode(await readAnswer(response, ANSWER_BYTES_MAX));
      if (!response.ok) throw new Error(`status ${response.status}`);
      return { text, logged: loggedDepositSchema.parse(JSON.parse(text)) };
    } catch (cause) {
      // Whatever went wrong: out of reach, refused, too long, or something else than a deposit.
      throw new AnchorUnavailable(`${name}: ${reasonOf(cause)}`, { cause });
    }
  };
  return {
    kind: 'log',
    name,
    async submit(digest) {
      return (await ask('v1/deposits', { commitment: bytesToHex(digest) })).logged.record.id;
    },
    async fetchProof(ticket) {
      const { text, logged } = await ask(`v1/deposits/${encodeURIComponent(ticket)}`);
      // Its time by an authority is part of the proof.
      return logged.timestamp?.state === 'queued' ? undefined : text;
    },
  };
}

interface Answer {
  readonly text: string;
  readonly logged: LoggedDeposit;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof SyntaxError || cause instanceof z.ZodError) return 'its answer is no deposit';
  return cause instanceof Error ? cause.message : String(cause);
}
