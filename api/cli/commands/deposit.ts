import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { commitmentOf, type Receipt, sealFile } from '../../proof/deposit.ts';
import { openReceiptOf } from '../../proof/open-deposit.ts';
import type { OpenDeposit } from '../../schemas/open-deposit.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { PROOF_TEXTS } from '../../texts/proof-texts.ts';
import { type PictureFile, Refusal } from '../backend.ts';
import { addCommand } from '../help.ts';
import { printable, say } from '../output.ts';
import { readPictureFile } from '../picture-files.ts';
import { readReceipt, writeReceipt } from '../receipt-file.ts';
import { describeCheck } from '../report-check.ts';
import { type Session, sessionOf } from '../session.ts';

export function addDepositCommands(program: Command, texts: CommandTexts): void {
  addSeal(program, texts);
  addOpen(program, texts);
}

function addSeal(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'deposit seal', [
    'deposit seal rose.tif --depositor "Lin Studio" --server https://registry.example',
  ])
    .argument('<file>', texts.args.fileToSeal)
    .requiredOption('--depositor <name>', texts.options.depositor)
    .option('--receipt <file>', texts.options.receipt)
    .action(async (path: string, options: { depositor: string; receipt?: string }, command: Command) => {
      const session = sessionOf(command);
      const proof = PROOF_TEXTS[session.language];
      say(proof.beforeSealing);
      const receiptPath = resolve(options.receipt ?? `${path}.receipt.json`);
      const receipt = await begunReceipt(path, receiptPath, options.depositor, session);
      const logged = await send(session, commitmentOf(receipt));
      await writeReceipt(receiptPath, { ...receipt, logged }, { replacing: true });
      say(proof.deposited(logged.record.id, logged.record.at, receiptPath));
      if (logged.timestamp?.state === 'queued') say(proof.timestampQueued(printable(logged.timestamp.authority)));
    });
}

function addOpen(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'deposit open', [
    'deposit open rose.tif --server https://registry.example --token "$TOKEN"',
  ])
    .argument('<file>', texts.args.fileToHandIn)
    .option('--receipt <file>', texts.options.receipt)
    .option('--json', texts.options.json)
    .action(async (path: string, options: { receipt?: string; json?: boolean }, command: Command) => {
      const session = sessionOf(command);
      const proof = PROOF_TEXTS[session.language];
      say(proof.beforeHandingIn);
      const receiptPath = resolve(options.receipt ?? `${path}.receipt.json`);
      const picture = { fileName: basename(path), bytes: await readPictureFile(path, texts) };
      const { deposit, check } = await handIn(session, picture);
      // The same picture gives the same deposit: whoever has to name another file for the receipt loses nothing.
      await writeReceipt(receiptPath, openReceiptOf(deposit), { replacing: false }).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
        throw new Refusal('usage', proof.receiptThere(receiptPath), { cause: error });
      });
      if (options.json) await session.output.json({ deposit, check });
      else await session.output.line(describeCheck(path, check, session.language));
      say(proof.deposited(deposit.record.id, deposit.record.at, receiptPath));
      if (deposit.timestamp?.state === 'queued') say(proof.timestampQueued(printable(deposit.timestamp.authority)));
    });
}

async function handIn(session: Session, picture: PictureFile): Promise<OpenDeposit> {
  if (session.remote !== undefined) {
    const { handInRemotely } = await import('../remote-deposit.ts');
    return handInRemotely(session.remote, picture);
  }
  const { handInLocally } = await import('../local-open-deposit.ts');
  return handInLocally(session, picture);
}

/** The receipt with its salt, on disk: a fresh one, or the one that an interrupted call left unfinished. */
async function begunReceipt(
  path: string,
  receiptPath: string,
  depositor: string,
  { texts, language }: Session,
): Promise<Receipt> {
  const proof = PROOF_TEXTS[language];
  const receipt = sealFile(await readPictureFile(path, texts), depositor);
  try {
    await writeReceipt(receiptPath, receipt, { replacing: false });
    return receipt;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const there = await readReceipt(receiptPath, texts, proof);
  if (there.logged !== null) throw new Refusal('usage', proof.receiptThere(receiptPath));
  const { record } = there.sealed;
  if (record.sha256 !== receipt.sealed.record.sha256 || record.depositor !== depositor)
    throw new Refusal('usage', proof.receiptForAnother(receiptPath));
  return there;
}

async function send(session: Session, commitment: string): Promise<NonNullable<Receipt['logged']>> {
  if (session.remote !== undefined) {
    const { depositRemotely } = await import('../remote-deposit.ts');
    return depositRemotely(session.remote, commitment);
  }
  const { depositLocally } = await import('../local-proof.ts');
  return depositLocally(session, commitment);
}
