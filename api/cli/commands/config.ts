import type { Command } from 'commander';
import { loadConfig } from '../../config/config.ts';
import { describeConfig } from '../../config/describe.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { addCommand } from '../help.ts';
import { say } from '../output.ts';
import { requireLocal, sessionOf } from '../session.ts';

export function addConfig(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'config', ['config', 'config --data /srv/selvedge']).action(
    async (_options: object, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const { config, unknownVariables } = loadConfig({ env: session.environment, workingDir: process.cwd() });
      await session.output.line(JSON.stringify(describeConfig(config), null, 2));
      for (const name of unknownVariables) say(texts.unknownVariable(name));
    },
  );
}
