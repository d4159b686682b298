import { useEffect, useState } from 'react';
import type { Pattern, PatternRecord } from '../../schemas/pattern.ts';
import { patternImageUrl, readPattern } from '../api-client/endpoints.ts';
import { type SubmissionControl, useSubmission } from '../api-client/use-submission.ts';
import { DateList } from '../findings/date-list.tsx';
import { VersionList } from '../findings/version-list.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { hrefOf } from '../shell/route.ts';
import { PaletteSwatches } from './palette-swatches.tsx';
import { RemoveRecord } from './remove-record.tsx';

function useRecord(id: string): SubmissionControl<PatternRecord> & { readonly reload: () => void } {
  const { language } = useTranslator();
  const control = useSubmission<PatternRecord>();
  const { start } = control;
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt reads anew
  useEffect(() => start((signal) => readPattern(id, { language, signal })), [id, language, attempt, start]);
  return { ...control, reload: () => setAttempt((before) => before + 1) };
}

/** One record: its picture and all that is known of it. */
export function RecordPage({ id }: { readonly id: string }) {
  const t = useTranslator();
  const { submission, reload } = useRecord(id);
  const [removed, setRemoved] = useState(false);
  const back = <a href={hrefOf({ page: 'library', text: '' })}>← {t.text('record.back')}</a>;
  if (removed) {
    return (
      <div className="record-page">
        <PageHeading title={t.text('record.removed')} />
        {back}
      </div>
    );
  }
  if (submission.state === 'failed') {
    const missing = submission.problem.kind === 'not-found';
    return (
      <div className="record-page">
        <PageHeading title={t.text(missing ? 'state.notFound' : 'page.record')} />
        {!missing && <ProblemNotice problem={submission.problem} onRetry={reload} />}
        {back}
      </div>
    );
  }
  if (submission.state !== 'answered') {
    return (
      <div className="record-page">
        <PageHeading title={t.text('page.record')} />
        <p role="status">{t.text('library.loading')}</p>
      </div>
    );
  }
  const pattern = submission.answer;
  return (
    <div className="record-page">
      <p className="back-link">{back}</p>
      <PageHeading title={pattern.title} />
      <div className="record-columns">
        <img
          className="record-picture"
          src={patternImageUrl(pattern.id)}
          alt={pattern.title}
          width={pattern.widthPx}
          height={pattern.heightPx}
        />
        <div className="record-facts">
          <RecordFacts pattern={pattern} />
          {pattern.otherVersions !== undefined && <VersionList versions={pattern.otherVersions} heading="h2" />}
          <div className="button-row">
            <a className="main-button" href={hrefOf({ page: 'compare', second: pattern.id })}>
              {t.text('record.compare')}
            </a>
            <RemoveRecord id={pattern.id} onRemoved={() => setRemoved(true)} />
          </div>
        </div>
      </div>
    </div>
  );
}

function RecordFacts({ pattern }: { readonly pattern: Pattern }) {
  const t = useTranslator();
  const unknown = t.text('record.unknown');
  const rows = [
    [
      t.text('record.id'),
      <span key="id" className="record-id">
        {pattern.id}
      </span>,
    ],
    [t.text('record.owner'), pattern.owner ?? unknown],
    [t.text('record.number'), pattern.registrationNumber ?? unknown],
    [t.text('dates.title'), <DateList key="dates" dates={pattern.dates} />],
    [t.text('record.repeat'), t.text(`repeat.${pattern.repeatType}`)],
    [t.text('record.palette'), <PaletteSwatches key="palette" palette={pattern.palette} />],
    [t.text('record.size'), t.text('record.sizeValue', { width: pattern.widthPx, height: pattern.heightPx })],
    [t.text('record.file'), pattern.file],
    [
      t.text('record.sha256'),
      <span key="sha" className="record-id">
        {pattern.sha256}
      </span>,
    ],
  ] as const;
  return (
    <dl className="fact-list">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
