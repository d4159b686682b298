import { type Command, InvalidArgumentError } from 'commander';
import type { CommandName, CommandTexts, HelpHeading } from '../texts/command-texts.ts';

/** Adds a command with its description, examples and help in the caller's language. */
export function addCommand(
  program: Command,
  texts: CommandTexts,
  name: CommandName,
  examples: readonly string[],
  ...notes: readonly string[]
): Command {
  const lines = [texts.examples, ...examples.map((example) => `  selvedge ${example}`)];
  const after = [lines.join('\n'), ...notes].join('\n\n');
  const command = program.command(name).description(texts.commands[name]).addHelpText('after', `\n${after}`);
  return speak(command, texts);
}

/** Help in the caller's language, general options listed with it, and errors thrown rather than an exit. */
export function speak(command: Command, texts: CommandTexts): Command {
  return command
    .exitOverride()
    .showSuggestionAfterError()
    .helpOption('-h, --help', texts.options.help)
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => texts.headings[title as HelpHeading] ?? title,
    });
}

/** Reads an option's whole number; a wrong one is a usage error. */
export function wholeNumberOption(least: number, most: number, texts: CommandTexts): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(texts.refusals.wholeNumber(least, most));
  };
}
