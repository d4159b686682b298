import { useCallback, useState } from 'react';
import type { Application, CaseFileView } from '../../schemas/application.ts';
import { useSession } from '../account/session-context.tsx';
import { SignInForm } from '../account/sign-in-form.tsx';
import { patternImageUrl } from '../api-client/endpoints.ts';
import { type Common, casePictureUrl, readCase, takeStep } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { CaseState } from '../applications/case-state.tsx';
import { History } from '../applications/history.tsx';
import { PicturesSection } from '../applications/pictures-section.tsx';
import { CandidateHeader } from '../check/candidate-header.tsx';
import { CandidateList } from '../check/candidate-list.tsx';
import { ComparisonView } from '../comparison/comparison-view.tsx';
import { earliestOfTopGrade, orderCandidates } from '../findings/candidate-order.ts';
import { FindingFacts } from '../findings/finding-facts.tsx';
import { Provenance } from '../findings/provenance.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { type Choice, DecisionForm } from './decision-form.tsx';
import { judgementOf, judgementsOf, useDeskNote } from './desk-note.ts';
import { JudgementTable } from './judgement-table.tsx';
import { StaffFacts } from './staff-facts.tsx';

/** The examiner's desk: the new picture beside each earlier one, judgements and the decision. */
export function CasePage({ id }: { readonly id: string }) {
  const t = useTranslator();
  const load = useCallback((common: Common) => readCase(id, common), [id]);
  const { value, problem, reload } = useLoaded<CaseFileView>(load);
  return (
    <div className="registration-page">
      <PageHeading title={value?.application.title || t.text('page.desk')} />
      {problem?.kind === 'unauthorized' && <SignInForm onSignedIn={reload} />}
      {problem !== null && problem.kind !== 'unauthorized' && <ProblemNotice problem={problem} onRetry={reload} />}
      {value?.staff != null && <Desk file={value} staff={value.staff} onChanged={reload} />}
    </div>
  );
}

type Checked = Extract<CaseFileView['checks'][number]['result'], { status: 'checked' }>;

interface DeskProps {
  readonly file: CaseFileView;
  readonly staff: NonNullable<CaseFileView['staff']>;
  readonly onChanged: () => void;
}

function Desk({ file, staff, onChanged }: DeskProps) {
  const t = useTranslator();
  const { session } = useSession();
  const { application, checks, pictures, events } = file;
  const me = session?.signedIn === true ? session.account.id : null;
  const isSecond = application.state === 'second-review';
  const holder = isSecond ? staff.secondExaminer : staff.examiner;
  const mine = holder !== null && holder === me;
  const { note, change, state } = useDeskNote(application.id, staff.note, mine);
  const { submission, start, reset } = useSubmission<Application>();
  const step = (name: string, request?: object): void =>
    start(async (signal) => {
      const after = await takeStep(application.id, name, request, { language: t.language, signal });
      onChanged();
      return after;
    });
  const decision = { reason: note.reason, note: note.text };
  const criteriaOf = (work: string) =>
    checks.flatMap(({ result }) => (result.status === 'checked' ? result.candidates : [])).find(({ id }) => id === work)
      ?.criteria ?? [];
  const propose = (outcome: 'grant' | 'refusal') => (): void =>
    step('proposal', { ...decision, outcome, judgements: judgementsOf(note, criteriaOf) });
  const choices: readonly Choice[] = !mine
    ? []
    : application.state === 'in-examination'
      ? [
          { event: 'propose-grant', take: propose('grant'), main: true },
          { event: 'propose-refusal', take: propose('refusal') },
          { event: 'request-supplement', take: () => step('supplement-request', decision) },
        ]
      : isSecond
        ? [
            {
              event: staff.proposal === 'grant' ? 'register' : 'confirm-refusal',
              take: () => step('confirmation', decision),
              main: true,
            },
            { event: 'return-to-examiner', take: () => step('return', decision) },
          ]
        : [];
  const isRunning = submission.state === 'running';
  return (
    <>
      <p>
        <CaseState application={application} />
      </p>
      {holder !== null && (
        <p className="quiet-notice" role="status">
          {t.text(mine ? 'desk.mine' : 'desk.others', { account: holder })}
        </p>
      )}
      <div className="button-row">
        {application.state === 'submitted' && (
          <button type="button" className="main-button" disabled={isRunning} onClick={() => step('claim')}>
            {t.text('desk.take')}
          </button>
        )}
        {application.state === 'in-examination' && !mine && (
          <button
            type="button"
            className="plain-button"
            disabled={isRunning}
            onClick={() => step('take-over', { note: t.text('desk.takeOver') })}
          >
            {t.text('desk.takeOver')}
          </button>
        )}
        {application.state === 'in-examination' && mine && (
          <button type="button" className="plain-button" disabled={isRunning} onClick={() => step('release')}>
            {t.text('desk.release')}
          </button>
        )}
        {(application.state === 'proposed-grant' || application.state === 'proposed-refusal') && (
          <button
            type="button"
            className="main-button"
            disabled={isRunning || staff.examiner === me}
            onClick={() => step('second-review')}
          >
            {t.text('desk.second')}
          </button>
        )}
      </div>
      {submission.state === 'failed' && (
        <ProblemNotice problem={submission.problem} onDismiss={reset}>
          <ul className="fault-list">
            {submission.problem.faults?.map(({ name, detail }) => (
              <li key={name}>{t.lookUp(`requirement.${name}`) ?? detail}</li>
            ))}
          </ul>
        </ProblemNotice>
      )}
      <StaffFacts staff={staff} />
      {checks.map(({ picture, result }) =>
        result.status === 'checked' ? (
          <Candidates
            key={picture}
            result={result}
            pictureUrl={casePictureUrl(application.id, picture)}
            ownWorks={staff.ownWorks}
            judged={(work, criteria) => (
              <JudgementTable
                criteria={criteria}
                judgement={judgementOf(note, work)}
                writable={mine && !isSecond}
                onChange={(judgement) => change({ works: { ...note.works, [work]: judgement } })}
              />
            )}
          />
        ) : (
          <p key={picture} className="quiet-notice">
            {t.text(`notComparable.${result.reason}`)}
          </p>
        ),
      )}
      {choices.length > 0 && (
        <>
          <DecisionForm choices={choices} note={note} onChange={change} running={isRunning} />
          <p className="quiet small" role="status">
            {t.text(`desk.note.${state}`)}
          </p>
        </>
      )}
      <PicturesSection id={application.id} pictures={pictures} editable={false} onChanged={onChanged} />
      <History events={events} />
    </>
  );
}

interface CandidatesProps {
  readonly result: Checked;
  readonly pictureUrl: string;
  readonly ownWorks: readonly string[];
  readonly judged: (work: string, criteria: Checked['candidates'][number]['criteria']) => React.ReactNode;
}

/** The frozen result of one picture: the works found, and the chosen one beside the new picture with its judgement. */
function Candidates({ result, pictureUrl, ownWorks, judged }: CandidatesProps) {
  const t = useTranslator();
  const candidates = orderCandidates(result.candidates);
  const earliestId = earliestOfTopGrade(candidates);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const shown = candidates.find(({ id }) => id === chosenId) ?? candidates[0];
  if (shown === undefined) return <p className="quiet-notice">{t.text('reason.noMatch.none')}</p>;
  return (
    <div className="result-columns">
      <CandidateList
        candidates={candidates}
        shownId={shown.id}
        earliestId={earliestId}
        worksFound={result.grade !== 'no-match'}
        onChoose={setChosenId}
      />
      <article className="candidate" aria-label={shown.title}>
        <CandidateHeader candidate={shown} earliest={shown.id === earliestId} />
        {ownWorks.includes(shown.id) && <p className="quiet-notice">{t.text('desk.ownWork')}</p>}
        <ComparisonView
          query={{ url: pictureUrl, widthPx: result.widthPx, heightPx: result.heightPx }}
          candidate={{ url: patternImageUrl(shown.id), widthPx: shown.widthPx, heightPx: shown.heightPx }}
          finding={shown}
          names={{ query: t.text('desk.newPicture'), candidate: shown.title }}
        />
        {judged(shown.id, shown.criteria)}
        <details className="disclosure">
          <summary>{t.text('evidenceValues.title')}</summary>
          <FindingFacts finding={shown} scope="library" />
        </details>
        <Provenance versions={result.versions} timingsMs={result.timingsMs} sha256={result.sha256} />
      </article>
    </div>
  );
}
