import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { LANGUAGES, type Language } from '../../config/settings.ts';
import type { Json } from '../../proof/canonical-json.ts';
import { reportOrderSchema } from '../../schemas/report.ts';
import type { CommandTexts } from '../../texts/command-texts.ts';
import { Refusal } from '../backend.ts';
import { EXIT } from '../exit-codes.ts';
import { addCommand } from '../help.ts';
import { readPictureFile } from '../picture-files.ts';
import { finishWith, sessionOf } from '../session.ts';
import { keepDocument, withOffice } from './documents.ts';

/** Similarity reports: ordered from a registry, and computed again by anybody who has the bundle. */
export function addReportCommands(program: Command, texts: CommandTexts): void {
  addOrder(program, texts);
  addReproduce(program, texts);
}

interface OrderOptions {
  readonly claimant?: string;
  readonly respondent?: string;
  readonly matter?: string;
  readonly record?: readonly string[];
  readonly language: Language;
  readonly out?: string;
}

function addOrder(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'report order', [
    'report order suspect.jpg --claimant "Keqiao Weaving" --matter "2026-12"',
    'report order suspect.jpg --record SP-01JD3Q5V6W7X8Y9Z0A1B2C3D4E --language en --out evidence.zip',
  ])
    .argument('<picture>', texts.args.disputed)
    .option('--claimant <name>', texts.options.claimant)
    .option('--respondent <name>', texts.options.respondent)
    .option('--matter <text>', texts.options.matter)
    .option('--record <id...>', texts.options.record)
    .addOption(new Option('--language <code>', texts.options.documentLanguage).choices(LANGUAGES).default('zh'))
    .option('--out <file>', texts.options.out)
    .action(async (path: string, options: OrderOptions, command: Command) => {
      const session = sessionOf(command);
      const { language, out, record, ...about } = options;
      const order = reportOrderSchema.safeParse({ ...about, ...(record && { records: record }) });
      if (!order.success) throw new Refusal('usage', texts.refusals.reportOrder(order.error.issues[0]!.message));
      const picture = { fileName: basename(path), bytes: await readPictureFile(path, texts) };
      const { id, bytes } = await withOffice(session, (office) => office.report(picture, order.data, language));
      await keepDocument(out ?? `${id}.zip`, bytes, texts);
    });
}

function addReproduce(program: Command, texts: CommandTexts): void {
  addCommand(program, texts, 'report reproduce', ['report reproduce SR-01JABCDEFGHJKMNPQRSTVWXYZ0.zip --json'])
    .argument('<bundle>', texts.args.reportBundle)
    .option('--json', texts.options.json)
    .action(async (path: string, { json = false }: { json?: boolean }, command: Command) => {
      const session = sessionOf(command);
      const bundle = await readPictureFile(path, texts);
      const { reproduceBundle } = await import('../reproduce-bundle.ts');
      const result = await reproduceBundle(session, bundle, path);
      const { report } = texts;
      const written = (value: Json | undefined) => (value === undefined ? report.absent : JSON.stringify(value));
      if (json) await session.output.json(result);
      else {
        await session.output.line(
          result.findingsIdentical ? report.identical : report.differs(result.differences.length),
        );
        for (const { at, reported, recomputed } of result.differences)
          await session.output.line(`${at}: ${written(reported)} → ${written(recomputed)}`);
        for (const { sha256, state, distances } of result.pictures)
          await session.output.line(report.picture(sha256, state, Object.entries(distances)));
      }
      const isOther = result.pictures.some(({ state }) => state === 'different' || state === 'not-comparable');
      const holds = result.measurementsIdentical && !isOther;
      if (!holds) finishWith(EXIT.someRejected);
    });
}
