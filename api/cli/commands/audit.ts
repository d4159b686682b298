import { type Command, Option } from 'commander';
import { GRADES, type Grade } from '../../../engine/index.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { addCommand } from '../help.ts';
import { say } from '../output.ts';
import { ProgressLine } from '../progress-line.ts';
import { describeStar } from '../report-audit.ts';
import { requireLocal, sessionOf } from '../session.ts';

interface AuditCommandOptions {
  readonly grade: Grade;
  readonly json?: boolean;
}

export function addAudit(program: Command, texts: CommandTexts): void {
  const examples = ['audit', 'audit --grade substantially-similar --json > duplicates.jsonl'];
  addCommand(program, texts, 'audit', examples, texts.auditResumes)
    .addOption(
      new Option('--grade <grade>', texts.options.leastGrade)
        .choices(GRADES.slice(0, GRADES.indexOf('no-match')))
        .default('partly-similar'),
    )
    .option('--json', texts.options.json)
    .action(async ({ grade, json = false }: AuditCommandOptions, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const { auditHere } = await import('../local-audit.ts');
      const { output, language, interruption } = session;
      interruption.listen();
      let step: string | undefined;
      let progress: ProgressLine | undefined;
      const run = await auditHere(
        session,
        grade,
        (now) => {
          if (now.step !== step) {
            progress?.clear();
            progress = new ProgressLine(texts.progress[now.step], now.total, texts);
            step = now.step;
          }
          progress?.update(now.done);
        },
        (star) => {
          progress?.clear();
          return json ? output.json(star) : output.line(describeStar(star, language));
        },
      );
      progress?.clear();
      const { pairs, total } = run.audit;
      say(texts.audited(total, pairs.verified));
      if (!run.finished) say(texts.interrupted(pairs.verified, pairs.flagged));
    });
}
