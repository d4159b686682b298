import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Receipt, receiptSchema } from '../proof/deposit.ts';
import type { OpenReceipt } from '../proof/open-deposit.ts';
import { readTrust, type Trust } from '../proof/trust.ts';
import type { CommandTexts } from '../texts/command-texts.ts';
import type { ProofTexts } from '../texts/proof-texts.ts';
import { Refusal } from './backend.ts';
import { readPictureFile } from './picture-files.ts';

/** Receipts and key files are small; what is larger is something else. */
const TEXT_BYTES_MAX = 1_000_000;

/** Throws Refusal `receipt-invalid` for a file that is no receipt, `file-not-found`, `file-unreadable`. */
export async function readReceipt(path: string, texts: CommandTexts, proof: ProofTexts): Promise<Receipt> {
  const parsed = receiptSchema.safeParse(jsonOf(await readPictureFile(path, texts)));
  if (parsed.success) return parsed.data;
  throw new Refusal('receipt-invalid', proof.receiptInvalid(path));
}

export async function readTrustFile(path: string, texts: CommandTexts, proof: ProofTexts): Promise<Trust> {
  try {
    return readTrust(jsonOf(await readPictureFile(path, texts)));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('trust-invalid', proof.trustInvalid(path), { cause: error });
  }
}

/** On disk, readable to its owner only, before anything is sent: a salt that is lost can never be made again. */
export async function writeReceipt(
  path: string,
  receipt: Receipt | OpenReceipt,
  { replacing }: { replacing: boolean },
): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(receipt, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    if (replacing) await rename(temporary, path);
    // A link fails where there is a file already; a rename would overwrite it.
    else await link(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}

function jsonOf(bytes: Uint8Array): unknown {
  if (bytes.length > TEXT_BYTES_MAX) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
