import type { Command } from 'commander';
import { isVerifierKey } from '../../config/setting.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { Refusal } from '../backend.ts';
import { EXIT } from '../exit-codes.ts';
import { addCommand } from '../help.ts';
import { printable, say } from '../output.ts';
import { finishWith, requireLocal, sessionOf } from '../session.ts';
import { keepDocument } from './documents.ts';

export function addLogCommands(program: Command, texts: CommandTexts): void {
  addFsck(program, texts);
  addAnchor(program, texts);
}

function addFsck(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'log fsck', ['log fsck', 'log fsck --json'])
    .option('--json', texts.options.json)
    .action(async ({ json }: { json?: boolean }, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const { examineLog } = await import('../local-proof.ts');
      const findings = await examineLog(session);
      for (const finding of findings)
        if (json) await session.output.json(finding);
        else await session.output.line(`${texts.severity[finding.severity]}: ${finding.what}`);
      const faults = findings.filter(({ severity }) => severity === 'error').length;
      say(faults === 0 ? texts.sound : texts.faultsRemain(faults));
      if (faults > 0) finishWith(EXIT.someRejected);
    });
}

function addAnchor(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'log anchor', [
    'SELVEDGE_ANCHOR_TOKEN="$KEY" selvedge log anchor https://other-registry.example --out anchor.json',
    'log anchor https://witness.example --witness-key witness.example+1a2b3c4d+BBJ…',
  ])
    .argument('<address>', texts.args.anchor)
    .option('--witness-key <key>', texts.options.witnessKey)
    .option('--out <file>', texts.options.out)
    .action(async (url: string, options: { witnessKey?: string; out?: string }, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      if (!/^https?:\/\/./.test(url) || !URL.canParse(url))
        throw new Refusal('usage', texts.refusals.serverUrl(printable(url)));
      if (options.witnessKey !== undefined && !isVerifierKey(options.witnessKey))
        throw new Refusal('usage', texts.anchor.keyInvalid(printable(options.witnessKey)));
      const { anchorLog } = await import('../local-anchor.ts');
      const { size, name, file } = await anchorLog(session, { url, witnessKey: options.witnessKey });
      const bytes = new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`);
      await keepDocument(options.out ?? `anchor-${size}.json`, bytes, texts);
      say(texts.anchor.done(size, printable(name)));
    });
}
