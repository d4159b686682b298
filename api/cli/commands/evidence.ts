import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { CAPTURE_WAYS, type CaptureWay } from '../../proof/evidence.ts';
import { captureSchema, type Evidence } from '../../schemas/evidence.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { PROOF_TEXTS } from '../../texts/proof-texts.ts';
import { Refusal } from '../backend.ts';
import { statementIn, withEvidenceOffice } from '../evidence-office.ts';
import { addCommand } from '../help.ts';
import { printable, say } from '../output.ts';
import { readPictureFile } from '../picture-files.ts';
import { describeCheck } from '../report-check.ts';
import { type Session, sessionOf } from '../session.ts';
import { keepDocument } from './documents.ts';

/** Evidence of suspected copies: taken, read, handed over, co-signed. */
export function addEvidenceCommands(program: Command, texts: CommandTexts): void {
  addTake(program, texts);
  addShow(program, texts);
  addStatement(program, texts);
  addPicture(program, texts);
  addHandOver(program, texts);
  addCosign(program, texts);
}

interface TakeOptions {
  readonly as: CaptureWay;
  readonly place?: string;
  readonly source?: string;
  readonly device?: string;
  readonly receipt?: string;
  readonly json?: boolean;
}

function addTake(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'evidence take', [
    'evidence take stall.jpg --as photograph --place "Keqiao, hall 3" --server https://registry.example --token "$TOKEN"',
    'evidence take shop.png --as screenshot --source https://shop.example/item/7',
  ])
    .argument('<picture>', texts.args.disputed)
    .addOption(new Option('--as <way>', texts.options.captureWay).choices(CAPTURE_WAYS).makeOptionMandatory())
    .option('--place <text>', texts.options.capturePlace)
    .option('--source <address>', texts.options.captureSource)
    .option('--device <text>', texts.options.captureDevice)
    .option('--receipt <file>', texts.options.receipt)
    .option('--json', texts.options.json)
    .action(async (path: string, { as: way, receipt, json, ...stated }: TakeOptions, command: Command) => {
      const session = sessionOf(command);
      const capture = captureSchema.safeParse({ way, ...stated });
      if (!capture.success) throw new Refusal('usage', texts.refusals.capture(capture.error.issues[0]!.message));
      const picture = { fileName: basename(path), bytes: await readPictureFile(path, texts) };
      const taken = await withEvidenceOffice(session, (office) => office.take(picture, capture.data));
      if (json) await session.output.json(taken);
      else {
        await tell(taken, session);
        if (taken.check !== null) await session.output.line(describeCheck(path, taken.check, session.language));
      }
      await keepReceipt(receipt ?? `${path}.receipt.json`, taken, texts);
    });
}

function addShow(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'evidence show', ['evidence show EV-01JABCDEFGHJKMNPQRSTVWXYZ0 --receipt evidence.json'])
    .argument('<id>', texts.args.evidence)
    .option('--receipt <file>', texts.options.receipt)
    .option('--json', texts.options.json)
    .action(async (id: string, { receipt, json }: { receipt?: string; json?: boolean }, command: Command) => {
      const session = sessionOf(command);
      const evidence = await withEvidenceOffice(session, (office) => office.read(id));
      if (json) await session.output.json(evidence);
      else await tell(evidence, session);
      if (receipt !== undefined) await keepReceipt(receipt, evidence, texts);
    });
}

function addStatement(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'evidence statement', [
    'evidence statement EV-01JABCDEFGHJKMNPQRSTVWXYZ0 --out statement.json',
    'evidence statement EV-01JABCDEFGHJKMNPQRSTVWXYZ0 && openssl cms -sign -binary -in EV-01JABCDEFGHJKMNPQRSTVWXYZ0.statement.json -signer notary.pem -inkey notary.key -outform DER -out notary.p7s',
  ])
    .argument('<id>', texts.args.evidence)
    .option('--out <file>', texts.options.out)
    .action(async (id: string, { out = `${id}.statement.json` }: { out?: string }, command: Command) => {
      const evidence = await withEvidenceOffice(sessionOf(command), (office) => office.read(id));
      await keepDocument(out, statementIn(evidence), texts);
    });
}

function addPicture(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'evidence picture', ['evidence picture EV-01JABCDEFGHJKMNPQRSTVWXYZ0 --out stall.jpg'])
    .argument('<id>', texts.args.evidence)
    .option('--out <file>', texts.options.out)
    .action(async (id: string, { out = id }: { out?: string }, command: Command) => {
      const bytes = await withEvidenceOffice(sessionOf(command), (office) => office.picture(id));
      await keepDocument(out, bytes, texts);
    });
}

function addHandOver(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'evidence hand-over', [
    'evidence hand-over EV-01JABCDEFGHJKMNPQRSTVWXYZ0 --to AC-01JABCDEFGHJKMNPQRSTVWXYZ0 --note "to the notary"',
  ])
    .argument('<id>', texts.args.evidence)
    .requiredOption('--to <account>', texts.options.custodian)
    .option('--note <text>', texts.options.custodyNote)
    .action(async (id: string, { to, note }: { to: string; note?: string }, command: Command) => {
      const session = sessionOf(command);
      await tell(await withEvidenceOffice(session, (office) => office.handOver(id, to, note)), session);
    });
}

function addCosign(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'evidence cosign', [
    'evidence cosign EV-01JABCDEFGHJKMNPQRSTVWXYZ0 notary.p7s --server https://registry.example --token "$TOKEN"',
  ])
    .argument('<id>', texts.args.evidence)
    .argument('<signature>', texts.args.cosignature)
    .option('--note <text>', texts.options.custodyNote)
    .action(async (id: string, path: string, { note }: { note?: string }, command: Command) => {
      const session = sessionOf(command);
      const signature = await readPictureFile(path, texts);
      await tell(await withEvidenceOffice(session, (office) => office.cosign(id, signature, note)), session);
    });
}

async function tell({ receipt, file, custodian }: Evidence, { output, language, texts }: Session): Promise<void> {
  const { id, sha256, at, operator, stated } = receipt.taken.record;
  const { facts, custody } = PROOF_TEXTS[language];
  const told = { evidence: id, sha256, takenAt: at, operator, ...stated } as const;
  for (const [name, value] of Object.entries(told) as [keyof typeof told, string | null][])
    if (value !== null) await output.line(`${facts[name]}: ${printable(value)}`);
  await output.line(texts.evidence.file[file]);
  await output.line(texts.evidence.custodian(printable(custodian)));
  for (const { proven } of receipt.custody) {
    const { act, at: when, actor, to } = proven.record;
    await output.line(printable(custody({ act, at: when, actor, to })));
  }
}

async function keepReceipt(path: string, { receipt }: Evidence, texts: CommandTexts): Promise<void> {
  await keepDocument(path, new TextEncoder().encode(`${JSON.stringify(receipt, null, 2)}\n`), texts);
  if (receipt.taken.timestamp?.state === 'queued') say(texts.evidence.timeToCome);
}
