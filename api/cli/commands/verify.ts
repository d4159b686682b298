import type { Command } from 'commander';
import { NO_TRUST } from '../../proof/trust.ts';
import { type FactName, type FileVerdict, verifyFile } from '../../proof/verify-file.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { faultsOf, PROOF_TEXTS, type ProofTexts } from '../../texts/proof-texts.ts';
import { Refusal } from '../backend.ts';
import { EXIT } from '../exit-codes.ts';
import { addCommand } from '../help.ts';
import { printable } from '../output.ts';
import { readPictureFile } from '../picture-files.ts';
import { readTrustFile } from '../receipt-file.ts';
import { finishWith, type Session, sessionOf } from '../session.ts';

export function addVerify(program: Command, texts: CommandTexts): void {
  addCommand(
    program,
    texts,
    'verify',
    ['verify rose.tif.receipt.json rose.tif --trust keys.json', 'verify bundle.zip --trust keys.json'],
    texts.verifyExitCodes,
  )
    .argument('<file>', texts.args.fileToCheck)
    .argument('[original]', texts.args.fileToVerify)
    .option('--trust <file>', texts.options.trust)
    .option('--json', texts.options.json)
    .action(
      async (
        path: string,
        originalPath: string | undefined,
        options: { trust?: string; json?: boolean },
        command: Command,
      ) => {
        const session = sessionOf(command);
        const proof = PROOF_TEXTS[session.language];
        const file = await readPictureFile(path, texts);
        const original = originalPath === undefined ? undefined : await readPictureFile(originalPath, texts);
        // A set that was vouched for once and for all, where the call names none.
        const trustPath = options.trust ?? (session.environment.SELVEDGE_TRUST || undefined);
        const trust = trustPath === undefined ? NO_TRUST : await readTrustFile(trustPath, texts, proof);
        const result = await verifyFile(file, { original, trust });
        if (result === undefined) throw new Refusal('file-unknown', proof.fileUnknown(path));
        if (options.json) await session.output.json(result);
        else await tell(result, session);
        if (result.verdict === 'consistent') finishWith(EXIT.found);
        if (result.verdict === 'failed') finishWith(EXIT.someRejected);
      },
    );
}

async function tell(result: FileVerdict, { language, output }: Session): Promise<void> {
  const proof = PROOF_TEXTS[language];
  await output.line(proof.verdict[result.kind][result.verdict]);
  for (const { member, text } of faultsOf(result, proof))
    await output.line(printable(member === undefined ? text : proof.faultIn(member, text)));
  if ((result.kind === 'receipt' || result.kind === 'evidence') && !result.fileCompared)
    await output.line(proof.fileNotCompared);
  await tellFacts(result.facts, proof, output);
  if (result.kind === 'bundle') await tellContents(result, proof, output);
  if (result.kind === 'evidence') for (const line of result.custody) await output.line(printable(proof.custody(line)));
  if ((result.kind === 'certificate' || result.kind === 'report') && result.seal !== null)
    await output.line(printable(proof.seal(result.seal)));
  for (const { role, name, fingerprint, isVouched } of result.signers)
    await output.line(proof.signer(role, printable(name), fingerprint, isVouched));
  if (result.kind !== 'bundle' && result.kind !== 'anchor')
    await output.line(printable(proof.timestamp(result.timestamp)));
  if (
    (result.kind === 'certificate' || result.kind === 'report' || result.kind === 'bundle') &&
    result.verdict !== 'failed'
  )
    await output.line(proof.standsAsOf);
}

async function tellContents(
  { members, certificates, reports, records }: FileVerdict & { kind: 'bundle' },
  proof: ProofTexts,
  output: Session['output'],
): Promise<void> {
  for (const member of members) await output.line(printable(proof.member(member)));
  for (const { name, facts, seal } of [...certificates, ...reports]) {
    await output.line(`${printable(name)}:`);
    await tellFacts(facts, proof, output);
    if (seal !== null) await output.line(printable(proof.seal(seal)));
  }
  for (const { name, timestamp } of records) await output.line(printable(`${name}: ${proof.timestamp(timestamp)}`));
}

async function tellFacts(facts: FileVerdict['facts'], proof: ProofTexts, output: Session['output']): Promise<void> {
  for (const [name, value] of Object.entries(facts) as [FactName, unknown][])
    if (value !== null && !(Array.isArray(value) && value.length === 0))
      await output.line(`${proof.facts[name]}: ${printable(String(value))}`);
}
