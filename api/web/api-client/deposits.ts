import type { LoggedDeposit } from '../../proof/deposit.ts';
import type { OpenDeposit } from '../../schemas/open-deposit.ts';
import type { Language } from '../language/messages.ts';
import { sendForJson } from './request.ts';

/** Sends the commitment and nothing else. */
export function depositCommitment(
  commitment: string,
  common: { readonly language: Language; readonly signal: AbortSignal },
): Promise<LoggedDeposit> {
  return sendForJson({ ...common, method: 'POST', path: 'v1/deposits', body: JSON.stringify({ commitment }) });
}

/** Hands the picture in. */
export function handInPicture(
  picture: File,
  common: { readonly language: Language; readonly signal: AbortSignal },
): Promise<OpenDeposit> {
  const body = new FormData();
  body.append('picture', picture, picture.name);
  return sendForJson({ ...common, method: 'POST', path: 'v1/open-deposits', body });
}
