import type { Command } from 'commander';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { EXIT } from '../exit-codes.ts';
import { addCommand } from '../help.ts';
import { say } from '../output.ts';
import { finishWith, requireLocal, sessionOf } from '../session.ts';

interface DoctorOptions {
  readonly repair: boolean;
  readonly selfTest?: boolean;
  readonly json?: boolean;
}

export function addDoctor(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'doctor', ['doctor', 'doctor --no-repair --json', 'doctor --self-test'])
    .option('--no-repair', texts.options.noRepair)
    .option('--self-test', texts.options.selfTest)
    .option('--json', texts.options.json)
    .action(async ({ repair, selfTest, json }: DoctorOptions, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const { examine, testInstallation } = await import('../local-maintenance.ts');
      const findings = selfTest ? await testInstallation(session) : await examine(session, repair);
      for (const finding of findings) {
        const { severity, what, repaired } = finding;
        if (json) await session.output.json(finding);
        else await session.output.line(`${texts.severity[severity]}: ${what}${repaired ? ` (${texts.repaired})` : ''}`);
      }
      const open = findings.filter((finding) => finding.severity === 'error' && !finding.repaired).length;
      say(open === 0 ? texts.sound : texts.faultsRemain(open));
      if (open > 0) finishWith(EXIT.someRejected);
    });
}
