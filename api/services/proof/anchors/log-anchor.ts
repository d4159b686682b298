import { bytesToHex } from '../../../proof/bytes.ts';
import { loggedDepositSchema } from '../../../proof/deposit.ts';
import { type Anchor, AnchorUnavailable } from './anchor.ts';

const ANSWER_TIMEOUT_MS = 30_000;
const ANSWER_CHARACTERS_MAX = 1_000_000;

/** The log of another Selvedge registry: the digest is handed in as a sealed deposit. `token`: an API key with the scope `deposits`. */
export function logAnchor(url: string, token: string): Anchor {
  const base = url.endsWith('/') ? url : `${url}/`;
  const ask = async (path: string, body?: object): Promise<string> => {
    const response = await fetch(new URL(path, base), {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      redirect: 'error',
    }).catch((cause: unknown) => {
      throw new AnchorUnavailable(`${new URL(base).host} was not reached`, { cause });
    });
    const text = await response.text();
    if (!response.ok || text.length > ANSWER_CHARACTERS_MAX)
      throw new AnchorUnavailable(`${new URL(base).host} answered with status ${response.status}`);
    return text;
  };
  return {
    kind: 'log',
    name: new URL(base).host,
    async submit(digest) {
      const logged = loggedDepositSchema.safeParse(
        JSON.parse(await ask('v1/deposits', { commitment: bytesToHex(digest) })),
      );
      if (!logged.success) throw new AnchorUnavailable(`${new URL(base).host} answered with something else`);
      return logged.data.record.id;
    },
    async fetchProof(ticket) {
      const text = await ask(`v1/deposits/${encodeURIComponent(ticket)}`);
      const logged = loggedDepositSchema.safeParse(JSON.parse(text));
      // Its time by an authority is part of the proof.
      return logged.success && logged.data.timestamp?.state !== 'queued' ? text : undefined;
    },
  };
}
