#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config/config.ts';
import { COMMAND_TEXTS, type CommandTexts } from '../texts/command-texts.ts';
import { Refusal } from './backend.ts';
import { addAdmin } from './commands/admin.ts';
import { addAudit } from './commands/audit.ts';
import { addBackup, addRestore } from './commands/backup.ts';
import { addCheck } from './commands/check.ts';
import { addCompare } from './commands/compare.ts';
import { addConfig } from './commands/config.ts';
import { addDepositCommands } from './commands/deposit.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDocumentCommands } from './commands/documents.ts';
import { addEvidenceCommands } from './commands/evidence.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addKeyCommands } from './commands/keys.ts';
import { addLogCommands } from './commands/log.ts';
import { addMotifCommands } from './commands/motif.ts';
import { addRecordCommands } from './commands/records.ts';
import { addReportCommands } from './commands/report.ts';
import { addServe } from './commands/serve.ts';
import { addVerify } from './commands/verify.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { speak } from './help.ts';
import { printable, say } from './output.ts';
import { finishWith, languageOf } from './session.ts';

function buildProgram(texts: CommandTexts): Command {
  const { options } = texts;
  const program = speak(new Command('selvedge'), texts)
    .description(texts.about)
    .helpCommand('help [command]', texts.commands.help)
    .option('--data <folder>', options.data)
    .option('--database-url <url>', options.databaseUrl)
    .option('--server <url>', options.server)
    .option('--token <token>', options.token)
    .addHelpText('after', `\n${texts.exitCodes}`);
  for (const add of [addImport, addCheck, addCompare, addRecordCommands, addExport, addAudit, addMotifCommands])
    add(program, texts);
  for (const add of [
    addServe,
    addAdmin,
    addDoctor,
    addBackup,
    addRestore,
    addConfig,
    addDepositCommands,
    addVerify,
    addDocumentCommands,
    addReportCommands,
    addEvidenceCommands,
    addLogCommands,
    addKeyCommands,
  ])
    add(program, texts);
  return program;
}

// A reader of progress that goes away must not end the work.
process.stderr.on('error', () => undefined);

const texts = COMMAND_TEXTS[languageOf(process.env)];
try {
  await buildProgram(texts).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    finishWith(error.exitCode === 0 ? EXIT.done : EXIT.usage);
  } else if (error instanceof ConfigError) {
    say(error.message);
    finishWith(EXIT.usage);
  } else if (error instanceof Refusal) {
    say(`${printable(error.message)} [${error.code}]`);
    finishWith(exitCodeOf(error.code));
  } else {
    say(`${texts.internal}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    finishWith(EXIT.internal);
  }
}
