import type { LoggedDeposit } from '../../proof/deposit.ts';
import type { Language } from '../language/messages.ts';
import { sendForJson } from './request.ts';

/** Sends the commitment and nothing else. */
export function depositCommitment(
  commitment: string,
  common: { readonly language: Language; readonly signal: AbortSignal },
): Promise<LoggedDeposit> {
  return sendForJson({ ...common, method: 'POST', path: 'v1/deposits', body: JSON.stringify({ commitment }) });
}
