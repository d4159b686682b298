import { createEngine } from '../../engine/index.ts';
import { ArchiveError, unpackArchive } from '../proof/bundle/archive.ts';
import { similarityReportSchema } from '../proof/similarity-report.ts';
import { decodeInputs } from '../services/reports/frozen-inputs.ts';
import { type Reproduction, reproduce } from '../services/reports/reproduce.ts';
import { sha256Of } from '../store/blob-store.ts';
import { COMMAND_TEXTS } from '../texts/command-texts.ts';
import { Refusal } from './backend.ts';
import { loadLocalConfig } from './local-backend.ts';
import { refusingIn } from './refusing.ts';
import type { Session } from './session.ts';

/** Computes the report of a bundle again with the models of this installation. No registry is opened and nothing is sent. */
export async function reproduceBundle(
  { environment, language }: Session,
  bundle: Uint8Array,
  path: string,
): Promise<Reproduction> {
  const invalid = (cause?: unknown) =>
    new Refusal('file-unknown', COMMAND_TEXTS[language].refusals.reportBundle(path), { cause });
  const members = unpacked(bundle, invalid);
  const [reportFile, inputsFile] = [members.get('report.json'), members.get('inputs.json')];
  const report = reportFile && similarityReportSchema.safeParse(jsonOf(reportFile));
  if (inputsFile === undefined || report?.success !== true) throw invalid();
  const pictures = new Map([...members.values()].map((bytes) => [sha256Of(bytes), bytes]));
  const { modelsDir } = loadLocalConfig(environment).engine;
  return refusingIn(language)(
    (async () => {
      const inputs = decodeInputs(inputsFile);
      const engine = await createEngine({ modelsDir });
      try {
        return await reproduce(engine, report.data, inputs, (sha256) => pictures.get(sha256));
      } finally {
        await engine.close();
      }
    })(),
  );
}

function unpacked(bundle: Uint8Array, invalid: (cause: unknown) => Refusal): ReadonlyMap<string, Uint8Array> {
  try {
    return unpackArchive(bundle);
  } catch (error) {
    if (error instanceof ArchiveError) throw invalid(error);
    throw error;
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
