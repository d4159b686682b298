import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { addCommand, wholeNumberOption } from '../help.ts';
import type { RotatedPurpose } from '../local-proof.ts';
import { printable, say } from '../output.ts';
import { readPassword } from '../password-input.ts';
import { readPictureFile } from '../picture-files.ts';
import { requireLocal, sessionOf } from '../session.ts';

/** Time that those who verify get to learn of a new key. */
const OVERLAP_DAYS = 30;
const OVERLAP_DAYS_MAX = 3_650;

export function addKeyCommands(program: Command, texts: CommandTexts): void {
  addKeyList(program, texts);
  addKeyRotate(program, texts);
  addKeyRevoke(program, texts);
  addKeyImport(program, texts);
  addKeyInToken(program, texts);
}

function addKeyInToken(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'keys token', [
    'keys token registry-seal --use seal',
    'keys token log-2026 --use log --make',
  ])
    .argument('<label>', texts.args.tokenKey)
    .addOption(
      new Option('--use <what>', texts.options.keyPurpose)
        .choices(['log', 'witness', 'seal', 'timestamp'])
        .makeOptionMandatory(),
    )
    .option('--make', texts.options.makeInToken)
    .option(
      '--overlap-days <n>',
      texts.options.overlapDays,
      wholeNumberOption(0, OVERLAP_DAYS_MAX, texts),
      OVERLAP_DAYS,
    )
    .action(
      async (
        label: string,
        { use, make = false, overlapDays }: { use: RotatedPurpose; make?: boolean; overlapDays: number },
        command: Command,
      ) => {
        const session = sessionOf(command);
        requireLocal(command, session);
        const { useTokenKey } = await import('../local-proof.ts');
        const { keyId, fingerprint, signsFrom } = await useTokenKey(session, {
          label,
          purpose: use,
          make,
          overlapDays,
        });
        say(texts.keyAdded(keyId, fingerprint, signsFrom.toISOString()));
      },
    );
}

function addKeyImport(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'keys import', [
    'keys import seal.p12 --use seal',
    'keys import clock.p12 --use timestamp < password.txt',
  ])
    .argument('<file>', texts.args.keyFile)
    .addOption(new Option('--use <what>', texts.options.keyUse).choices(['seal', 'timestamp']).makeOptionMandatory())
    .option('--overlap-days <n>', texts.options.overlapDays, wholeNumberOption(0, OVERLAP_DAYS_MAX, texts), 0)
    .action(async (path: string, options: { use: 'seal' | 'timestamp'; overlapDays: number }, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const file = await readPictureFile(path, texts);
      const { missing } = texts.admin.password;
      const password = await readPassword({ prompt: texts.keyFilePassword, missing });
      const { importKey } = await import('../local-proof.ts');
      const { holder, fingerprint, signsFrom } = await importKey(session, { file, password, path, ...options });
      say(texts.keyBrought(printable(holder), fingerprint, signsFrom.toISOString()));
    });
}

function addKeyList(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'keys list', ['keys list', 'keys list --json'])
    .option('--json', texts.options.json)
    .action(async ({ json }: { json?: boolean }, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const { listKeys } = await import('../local-proof.ts');
      const { keys, authorities } = await listKeys(session);
      const line = (purpose: string, key: KeyDates, name: string, fingerprint: string) =>
        session.output.line([purpose, texts.keyState[stateOf(key)], name, fingerprint].map(printable).join('\t'));
      for (const key of keys)
        if (json) await session.output.json(key);
        else await line(key.purpose, key, key.verifierKey, key.fingerprint);
      for (const { use, keyId, holder, fingerprint, ...key } of authorities)
        if (json) await session.output.json({ use, keyId, holder, fingerprint, ...key });
        else await line(use, key, `${keyId} ${holder}`, fingerprint);
    });
}

function addKeyRotate(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'keys rotate', [
    'keys rotate',
    'keys rotate --purpose witness --overlap-days 7',
    'keys rotate --purpose seal --overlap-days 0',
  ])
    .addOption(
      new Option('--purpose <what>', texts.options.keyPurpose)
        .choices(['log', 'witness', 'seal', 'timestamp'])
        .default('log'),
    )
    .option(
      '--overlap-days <n>',
      texts.options.overlapDays,
      wholeNumberOption(0, OVERLAP_DAYS_MAX, texts),
      OVERLAP_DAYS,
    )
    .action(async (options: { purpose: RotatedPurpose; overlapDays: number }, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const { rotateKey } = await import('../local-proof.ts');
      const { keyId, fingerprint, signsFrom } = await rotateKey(session, options);
      say(texts.keyAdded(keyId, fingerprint, signsFrom.toISOString()));
    });
}

function addKeyRevoke(program: Command, texts: CommandTexts): void {
  const instant = (text: string) => {
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(text) ? new Date(text) : new Date(Number.NaN);
    if (Number.isNaN(at.getTime())) throw new InvalidArgumentError(texts.refusals.instant(printable(text)));
    return at;
  };
  addCommand(program, texts, 'keys revoke', [
    'keys revoke 1a2b3c4d --as-of 2026-01-31T00:00:00Z --reason "laptop stolen"',
  ])
    .argument('<key-id>', texts.args.keyId)
    .requiredOption('--as-of <time>', texts.options.asOf, instant)
    .requiredOption('--reason <text>', texts.options.revocationReason)
    .action(async (keyId: string, { asOf, reason }: { asOf: Date; reason: string }, command: Command) => {
      const session = sessionOf(command);
      requireLocal(command, session);
      const { revokeKey } = await import('../local-proof.ts');
      await revokeKey(session, { keyId, asOf, reason });
      say(texts.keyRevoked(keyId, asOf.toISOString()));
    });
}

interface KeyDates {
  readonly signsFrom: string | null;
  readonly signsUntil: string | null;
  readonly revokedAsOf: string | null;
}

function stateOf(key: KeyDates) {
  if (key.revokedAsOf !== null) return 'revoked';
  if (key.signsFrom === null) return 'above';
  if (Date.parse(key.signsFrom) > Date.now()) return 'awaited';
  return key.signsUntil !== null && Date.parse(key.signsUntil) <= Date.now() ? 'expired' : 'signing';
}
