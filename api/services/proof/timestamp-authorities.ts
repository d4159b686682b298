import { sha256 } from '@noble/hashes/sha2.js';
import { answerTimestampRequest, askForTimestamp, tokenOf } from '../../proof/pki/timestamp-request.ts';
import { verifyTimestamp } from '../../proof/pki/verify-timestamp.ts';
import { NO_END, type TrustedAuthority } from '../../proof/trust.ts';
import type { Authority } from '../../store/keys/authority.ts';
import { readAnswer } from './bounded-answer.ts';

/** Says that data was there at a time. */
export interface TimestampAuthority {
  /** What it is called to people: its address, or that it is our own. */
  readonly name: string;
  /** An RFC 3161 token on the data, verified. Rejects where none can be had now. */
  stamp(data: Uint8Array): Promise<Uint8Array>;
}

const ANSWER_TIMEOUT_MS = 10_000;
const ANSWER_BYTES_MAX = 100_000;

type Asking = (request: Uint8Array) => Promise<Uint8Array>;

/** The clock of this machine with a key of this installation: better than nothing, and plainly marked in its certificate and policy. */
export function localAuthority(authority: Authority, clock: () => Date): TimestampAuthority {
  const ask: Asking = async (request) => {
    const now = clock();
    return answerTimestampRequest(request, await authority.signer('timestamp'), now);
  };
  return { name: 'local clock, not independent', stamp: (data) => stamp(ask, data, []) };
}

/** An authority reached over HTTP (RFC 3161, section 3.4); where roots are given, its certificate has to lead to one of them. */
export function remoteAuthority(url: string, roots: readonly Uint8Array[]): TimestampAuthority {
  const ask: Asking = async (request) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: request.slice().buffer,
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      redirect: 'error',
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return readAnswer(response, ANSWER_BYTES_MAX);
  };
  const trust = roots.map((certificate) => ({ certificate, use: 'timestamp' as const, ...NO_END }));
  return { name: new URL(url).host, stamp: (data) => stamp(ask, data, trust) };
}

async function stamp(ask: Asking, data: Uint8Array, roots: readonly TrustedAuthority[]): Promise<Uint8Array> {
  const digest = sha256(data);
  const { der, nonce } = askForTimestamp(digest);
  const token = tokenOf(await ask(der), digest, nonce);
  const { isVouched, authority } = await verifyTimestamp(token, data, roots);
  if (roots.length > 0 && !isVouched) throw new Error(`the certificate of ${authority} leads to none of the roots`);
  return token;
}
