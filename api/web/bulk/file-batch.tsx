import { useRef } from 'react';
import { StepProblem } from '../account/step-problem.tsx';
import { submitBatch } from '../api-client/bulk.ts';
import { type Fault, RequestProblem } from '../api-client/problem.ts';
import { addCasePicture } from '../api-client/registration-endpoints.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { useTranslator } from '../language/language-context.tsx';
import { acceptedRows, type BulkState, type RowProgress, sameFile } from './bulk-state.ts';

/** Applications filed by one request: few, so that the page tells how far it has come. */
const FILED_AT_ONCE = 5;

interface FileBatchProps {
  readonly bulk: BulkState;
  readonly onChange: (part: Partial<BulkState>) => void;
}

/** Sends the pictures that the manifest names, then files the applications that have theirs. */
export function FileBatch({ bulk, onChange }: FileBatchProps) {
  const t = useTranslator();
  const { submission, start, reset, cancel } = useSubmission<void>();
  // Both tasks go on while the page shows what they have done so far.
  const progress = useRef(bulk.progress);
  const note = (application: string, part: RowProgress): void => {
    progress.current = { ...progress.current, [application]: { ...progress.current[application], ...part } };
    onChange({ progress: progress.current });
  };
  const rows = acceptedRows(bulk.rows);
  const of = (application: string): RowProgress => bulk.progress[application] ?? {};
  const withPicture = rows.filter(({ application }) => of(application).picture === 'sent');
  const ready = withPicture.filter(({ application }) => !of(application).filed);
  const filed = rows.length - rows.filter(({ application }) => !of(application).filed).length;

  const sendPictures = (files: readonly File[]): void =>
    start(async (signal) => {
      for (const { application, picture } of rows) {
        if (progress.current[application]?.picture === 'sent') continue;
        const file = files.find(({ name }) => sameFile(picture, name));
        if (file === undefined) note(application, { picture: 'missing' });
        else {
          const faults = await sendPicture(application, file, { language: t.language, signal });
          note(application, faults === null ? { picture: 'sent', faults: [] } : { faults });
        }
      }
    });
  const fileAll = (): void =>
    start(async (signal) => {
      for (let i = 0; i < ready.length; i += FILED_AT_ONCE) {
        const part = ready.slice(i, i + FILED_AT_ONCE).map(({ application }) => application);
        const { results } = await submitBatch(part, { language: t.language, signal });
        for (const { application, status, message = '', faults } of results)
          note(
            application,
            status === 'submitted' ? { filed: true, faults: [] } : { faults: refusalOf(message, faults) },
          );
      }
    });
  if (rows.length === 0) return null;
  const isRunning = submission.state === 'running';
  return (
    <section className="panel" aria-label={t.text('bulk.file')}>
      <h2>{t.text('bulk.file')}</h2>
      <div className="field">
        <label htmlFor="bulk-pictures">{t.text('bulk.pictures')}</label>
        <input
          id="bulk-pictures"
          type="file"
          multiple
          accept="image/*"
          disabled={isRunning}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (files.length > 0) sendPictures(files);
          }}
        />
      </div>
      <p role="status">
        {t.text('bulk.progress', { all: rows.length, pictures: withPicture.length, filed })}
        {isRunning && ` ${t.text('bulk.working')}`}
      </p>
      <progress
        aria-label={t.text('bulk.file')}
        max={2 * rows.length}
        value={withPicture.length + filed}
        className="bulk-progress"
      />
      <StepProblem submission={submission} onDismiss={reset} />
      <div className="button-row">
        <button type="button" className="main-button" disabled={isRunning || ready.length === 0} onClick={fileAll}>
          {t.text('bulk.fileReady', { count: ready.length })}
        </button>
        {isRunning && (
          <button type="button" className="plain-button" onClick={cancel}>
            {t.text('bulk.stop')}
          </button>
        )}
      </div>
    </section>
  );
}

/** Null where the picture was taken; what is wrong with it where it is at fault. Anything else ends the whole task. */
async function sendPicture(
  application: string,
  file: File,
  common: Parameters<typeof addCasePicture>[3],
): Promise<readonly Fault[] | null> {
  try {
    await addCasePicture(application, file, { role: 'flat-design' }, common);
    return null;
  } catch (error) {
    if (!(error instanceof RequestProblem) || error.problem.kind !== 'refused') throw error;
    const { detail, code, faults } = error.problem;
    return faults ?? [{ name: '', detail: detail ?? code }];
  }
}

function refusalOf(
  message: string,
  faults: readonly { readonly field: string; readonly message: string }[],
): NonNullable<RowProgress['faults']> {
  return faults.length === 0
    ? [{ name: '', detail: message }]
    : faults.map((fault) => ({ name: fault.field, detail: fault.message }));
}
