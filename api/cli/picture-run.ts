import { basename } from 'node:path';
import { type Backend, type PictureFile, Refusal } from './backend.ts';
import { EXIT, isUnavailable } from './exit-codes.ts';
import { orderedMap } from './ordered-map.ts';
import { printable, say } from './output.ts';
import { type ListingNotes, listPictures, type PictureTask, readPictureFile } from './picture-files.ts';
import { ProgressLine } from './progress-line.ts';
import { finishWith, type Session } from './session.ts';

/** Why one picture was not taken. */
export interface Rejection {
  readonly code: string;
  readonly message: string;
}

export interface PictureOutcome<Result> {
  readonly task: PictureTask;
  readonly result: Result | Rejection;
  /** Absent where the file could not be read. */
  readonly bytes: Uint8Array | undefined;
  readonly elapsedMs: number;
}

export interface PictureRun<Result> {
  readonly paths: readonly string[];
  /** What the progress line calls it. */
  readonly what: string;
  readonly showsProgress: boolean;
  work(picture: PictureFile, task: PictureTask): Promise<Result>;
  /** Called in the order of the pictures. */
  report(outcome: PictureOutcome<Result>): Promise<void>;
}

/**
 * Takes all pictures that the paths name, several at a time, reports them in their order, and goes on after one that is rejected.
 * Ends early, with what is under way finished, when interrupted; throws the Refusal that every further picture would meet too.
 */
export async function runPictures<Result>(backend: Backend, session: Session, run: PictureRun<Result>): Promise<void> {
  const { texts, interruption } = session;
  const { signal } = interruption;
  const notes: ListingNotes = { skippedFiles: 0, unknownColumns: new Map() };
  let total = 0;
  for await (const _ of listPictures(run.paths, texts, notes)) {
    if (signal.aborted) break;
    total += 1;
  }
  for (const [manifest, columns] of notes.unknownColumns)
    say(texts.unknownColumns(printable(manifest), printable([...new Set(columns)].join(', '))));
  const progress = new ProgressLine(run.what, total, texts);
  let done = 0;
  const tasks = listPictures(run.paths, texts);
  const outcomes = orderedMap(tasks, { concurrency: backend.concurrency, signal }, (task) => take(task, run, session));
  for await (const outcome of outcomes) {
    done += 1;
    progress.clear();
    await run.report(outcome);
    if (isRejection(outcome.result))
      finishWith(outcome.result.code === 'internal-error' ? EXIT.internal : EXIT.someRejected);
    if (run.showsProgress) progress.update(done);
  }
  progress.clear();
  if (notes.skippedFiles > 0) say(texts.skippedFiles(notes.skippedFiles));
  if (signal.aborted) say(texts.interrupted(done, total));
}

export function isRejection(result: unknown): result is Rejection {
  return typeof result === 'object' && result !== null && 'code' in result && 'message' in result;
}

async function take<Result>(
  task: PictureTask,
  { work }: PictureRun<Result>,
  { texts }: Session,
): Promise<PictureOutcome<Result>> {
  const startMs = performance.now();
  let bytes: Uint8Array | undefined;
  const outcome = (result: Result | Rejection) => ({ task, result, bytes, elapsedMs: performance.now() - startMs });
  if (task.fault) return outcome(task.fault);
  try {
    bytes = await readPictureFile(task.path, texts);
    return outcome(await work({ fileName: task.fileName ?? basename(task.path), bytes }, task));
  } catch (error) {
    if (!(error instanceof Refusal)) {
      // One picture that trips over a fault of ours must not keep the others from their answers.
      return outcome({ code: 'internal-error', message: `${texts.internal}: ${String(error)}` });
    }
    if (isUnavailable(error.code)) throw error;
    return outcome({ code: error.code, message: error.message });
  }
}
