import { type Command, InvalidArgumentError } from 'commander';
import type { CommandGroup, CommandName, CommandTexts, HelpHeading } from '../texts/command-texts.ts';

/** Adds a command with its description, examples and help in the caller's language; one of two words under the first of them. */
export function addCommand(
  program: Command,
  texts: CommandTexts,
  name: CommandName,
  examples: readonly string[],
  ...notes: readonly string[]
): Command {
  const lines = [texts.examples, ...examples.map((example) => `  selvedge ${example}`)];
  const after = [lines.join('\n'), ...notes].join('\n\n');
  const [first, second] = name.split(' ') as [CommandGroup, string?];
  const parent = second === undefined ? program : groupOf(program, texts, first);
  const command = parent.command(second ?? first).description(texts.commands[name]);
  return speak(command.addHelpText('after', `\n${after}`), texts);
}

function groupOf(program: Command, texts: CommandTexts, name: CommandGroup): Command {
  const there = program.commands.find((command) => command.name() === name);
  return there ?? speak(program.command(name).description(texts.commands[name]), texts);
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
