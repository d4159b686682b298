import { type LoggedDeposit, loggedDepositSchema } from '../proof/deposit.ts';
import { type OpenDeposit, openDepositSchema } from '../schemas/open-deposit.ts';
import type { PictureFile } from './backend.ts';
import { callerOf, type RemoteOptions, unexpectedAnswer } from './remote-call.ts';

/** Sends the commitment and nothing else. */
export async function depositRemotely(remote: RemoteOptions, commitment: string): Promise<LoggedDeposit> {
  const response = await callerOf(remote)({
    method: 'POST',
    path: 'v1/deposits',
    body: JSON.stringify({ commitment }),
  });
  const parsed = loggedDepositSchema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success && parsed.data.record.commitment === commitment) return parsed.data;
  throw unexpectedAnswer(remote, 'something else');
}

/** Hands the picture in. */
export async function handInRemotely(remote: RemoteOptions, { bytes, fileName }: PictureFile): Promise<OpenDeposit> {
  const body = new FormData();
  body.set('picture', new Blob([new Uint8Array(bytes)]), fileName);
  const response = await callerOf(remote)({ method: 'POST', path: 'v1/open-deposits', body });
  const parsed = openDepositSchema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw unexpectedAnswer(remote, 'something else');
}
