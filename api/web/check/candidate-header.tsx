import type { Candidate } from '../../schemas/check-result.ts';
import { earliestOfWork } from '../../schemas/work-dates.ts';
import { DateList } from '../findings/date-list.tsx';
import { GradeTag } from '../findings/grade-mark.tsx';
import { VersionList } from '../findings/version-list.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { hrefOf } from '../shell/route.ts';

/** Which record this is, whose, since when, and which other versions of it were found. */
export function CandidateHeader({
  candidate,
  earliest,
}: {
  readonly candidate: Candidate;
  readonly earliest: boolean;
}) {
  const t = useTranslator();
  const first = earliestOfWork(candidate);
  return (
    <header className="candidate-header">
      <div className="candidate-name">
        <GradeTag grade={candidate.grade} />
        {earliest && <span className="earliest-tag">{t.text('result.earliest')}</span>}
        {earliest && first !== undefined && first.version.id !== candidate.id && (
          <p className="quiet small">
            {t.text('result.earliestVersion', {
              date: t.date(first.fact.date),
              evidence: t.text(`evidence.${first.fact.evidence}`),
              title: first.version.title,
            })}
          </p>
        )}
        <h2>{candidate.title}</h2>
        <p>
          <a className="record-link" href={hrefOf({ page: 'record', id: candidate.id })}>
            {t.text('record.open')} <span className="record-id">{candidate.id}</span>
          </a>
        </p>
      </div>
      <dl className="candidate-facts">
        <div>
          <dt>{t.text('record.owner')}</dt>
          <dd>{candidate.owner ?? t.text('record.unknown')}</dd>
        </div>
        <div>
          <dt>{t.text('record.number')}</dt>
          <dd>{candidate.registrationNumber ?? t.text('record.unknown')}</dd>
        </div>
        <div>
          <dt>{t.text('dates.title')}</dt>
          <dd>
            <DateList dates={candidate.dates} />
          </dd>
        </div>
      </dl>
      {candidate.otherVersions !== undefined && <VersionList versions={candidate.otherVersions} heading="h3" />}
    </header>
  );
}
