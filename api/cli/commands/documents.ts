import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { LANGUAGES, type Language } from '../../config/settings.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { Refusal } from '../backend.ts';
import type { DocumentOffice } from '../document-office.ts';
import { addCommand } from '../help.ts';
import { say } from '../output.ts';
import { type Session, sessionOf } from '../session.ts';

/** Orders what people take away: certificates, evidence bundles, and the keys that both are checked by. */
export function addDocumentCommands(program: Command, texts: CommandTexts): void {
  addCertificate(program, texts);
  addBundle(program, texts);
  addAnchors(program, texts);
}

function addCertificate(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'certificate', [
    'certificate AP-01JABCDEFGHJKMNPQRSTVWXYZ0 --language en',
    'certificate AP-01JABCDEFGHJKMNPQRSTVWXYZ0 --out certificate.pdf --server https://registry.example --token "$TOKEN"',
  ])
    .argument('<application>', texts.args.application)
    .addOption(new Option('--language <code>', texts.options.documentLanguage).choices(LANGUAGES).default('zh'))
    .option('--out <file>', texts.options.out)
    .action(async (application: string, options: { language: Language; out?: string }, command: Command) => {
      const session = sessionOf(command);
      const { id, bytes } = await withOffice(session, (office) => office.certificate(application, options.language));
      await keepDocument(options.out ?? `${id}.pdf`, bytes, texts);
    });
}

function addBundle(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'bundle', [
    'bundle CE-01JABCDEFGHJKMNPQRSTVWXYZ0',
    'bundle CE-01JABCDEFGHJKMNPQRSTVWXYZ0 --without-pictures --out evidence.zip',
  ])
    .argument('<certificate>', texts.args.certificate)
    .option('--without-pictures', texts.options.withoutPictures)
    .option('--out <file>', texts.options.out)
    .action(async (certificate: string, options: { withoutPictures?: true; out?: string }, command: Command) => {
      const session = sessionOf(command);
      const pictures = options.withoutPictures ? 'digests' : 'included';
      const { id, bytes } = await withOffice(session, (office) => office.bundle(certificate, pictures));
      await keepDocument(options.out ?? `${id}.zip`, bytes, texts);
    });
}

function addAnchors(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'anchors', [
    'anchors',
    'anchors --out keys.json --server https://registry.example && selvedge verify evidence.zip --trust keys.json',
  ])
    .option('--out <file>', texts.options.out)
    .action(async ({ out = 'keys.json' }: { out?: string }, command: Command) => {
      const session = sessionOf(command);
      const anchors = await withOffice(session, (office) => office.anchors());
      await keepDocument(out, new TextEncoder().encode(`${JSON.stringify(anchors, null, 2)}\n`), texts);
      for (const { purpose, fingerprint } of anchors.keys) await session.output.line(`${purpose}\t${fingerprint}`);
      for (const { use, fingerprint } of anchors.authorities) await session.output.line(`${use}\t${fingerprint}`);
      say(texts.compareFingerprints);
    });
}

export async function withOffice<Result>(
  { remote, environment, language }: Session,
  work: (office: DocumentOffice) => Promise<Result>,
): Promise<Result> {
  if (remote !== undefined) {
    const { openRemoteOffice } = await import('../document-office.ts');
    return work(openRemoteOffice(remote));
  }
  const { withLocalOffice } = await import('../local-documents.ts');
  return withLocalOffice(environment, language, work);
}

/** Never over a file that is there. */
export async function keepDocument(path: string, bytes: Uint8Array, texts: CommandTexts): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new Refusal('target-not-empty', texts.refusals.fileThere(path), { cause: error });
  }
  say(texts.written(path));
}
