import type { Command } from 'commander';
import { emailSchema, personNameSchema } from '../../schemas/account.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { Refusal } from '../backend.ts';
import { addCommand, speak } from '../help.ts';
import { printable, say } from '../output.ts';
import { readNewPassword } from '../password-input.ts';
import { requireLocal, sessionOf } from '../session.ts';

interface CreateOptions {
  readonly email: string;
  readonly name: string;
  readonly office: string;
}

export function addAdmin(program: Command, texts: CommandTexts): void {
  const examples = [
    'admin create --email wang@office.example --name "Wang Fang" --office "Keqiao Pattern Office"',
    'admin create --email wang@office.example --name 王芳 --office 柯桥花样版权保护办公室 < password.txt',
  ];
  const admin = addCommand(program, texts, 'admin', examples);
  const { admin: words } = texts;
  speak(admin.command('create').description(words.create), texts)
    .requiredOption('--email <address>', words.email)
    .requiredOption('--name <name>', words.name)
    .requiredOption('--office <name>', words.office)
    .action(async ({ email, name, office }: CreateOptions, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const person = {
        email: checked(emailSchema, email, words.emailInvalid),
        name: checked(personNameSchema, name, words.nameInvalid),
        office: checked(personNameSchema, office, words.nameInvalid),
        language: session.language,
      };
      const password = await readNewPassword(words.password);
      const { createFirstAdministrator } = await import('../local-accounts.ts');
      const { id } = await createFirstAdministrator(session, { ...person, password });
      say(words.created(printable(person.email), id));
    });
}

function checked(
  schema: typeof emailSchema | typeof personNameSchema,
  value: string,
  refusal: (value: string) => string,
): string {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal('usage', refusal(printable(value)));
}
