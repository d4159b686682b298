import type { Command } from 'commander';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { EXIT } from '../exit-codes.ts';
import { addCommand } from '../help.ts';
import { say } from '../output.ts';
import { finishWith, requireLocal, sessionOf } from '../session.ts';

export function addLogCommands(program: Command, texts: CommandTexts): void {
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
