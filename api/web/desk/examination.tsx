import type { Application, CaseFileView } from '../../schemas/application.ts';
import { useSession } from '../account/session-context.tsx';
import { StepProblem } from '../account/step-problem.tsx';
import { casePictureUrl, takeStep } from '../api-client/registration-endpoints.ts';
import { useSubmission } from '../api-client/use-submission.ts';
import { nameIn } from '../applications/name-in.ts';
import { type Choice, DecisionForm } from '../forms/decision-form.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { Candidates } from './candidates.tsx';
import { judgementOf, judgementsOf, useDeskNote } from './desk-note.ts';
import { JudgementTable } from './judgement-table.tsx';

interface ExaminationProps {
  readonly file: CaseFileView;
  readonly staff: NonNullable<CaseFileView['staff']>;
  readonly onChanged: () => void;
}

/** Taking a case, judging what was found, and proposing or confirming a decision. */
export function Examination({ file, staff, onChanged }: ExaminationProps) {
  const t = useTranslator();
  const { session } = useSession();
  const { application, checks } = file;
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
  const first: readonly Choice[] = [
    { event: 'propose-grant', take: propose('grant'), main: true },
    { event: 'propose-refusal', take: propose('refusal') },
    { event: 'request-supplement', take: () => step('supplement-request', decision) },
  ];
  const second: readonly Choice[] = [
    {
      event: staff.proposal === 'grant' ? 'register' : 'confirm-refusal',
      take: () => step('confirmation', decision),
      main: true,
    },
    { event: 'return-to-examiner', take: () => step('return', decision) },
  ];
  const open = application.state === 'in-examination' ? first : isSecond ? second : [];
  const choices = mine ? open : [];
  const isRunning = submission.state === 'running';
  const nameOf = (account: string): string => nameIn(staff.people, account);
  return (
    <>
      {holder !== null && open.length > 0 && (
        <p className="quiet-notice" role="status">
          {t.text(mine ? 'desk.mine' : 'desk.others', { account: nameOf(holder) })}
        </p>
      )}
      {staff.atWork.length > 0 && (
        <p className="quiet-notice" role="status">
          {t.text('desk.atWork', { people: staff.atWork.map(({ account }) => nameOf(account)).join(', ') })}
        </p>
      )}
      <Claims file={file} staff={staff} me={me} mine={mine} isRunning={isRunning} onStep={step} />
      <StepProblem submission={submission} onDismiss={reset} />
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
    </>
  );
}

interface ClaimsProps extends Omit<ExaminationProps, 'onChanged'> {
  readonly me: string | null;
  readonly mine: boolean;
  readonly isRunning: boolean;
  readonly onStep: (name: string, request?: object) => void;
}

/** Taking a case, taking it over, putting it back, and beginning the second review. */
function Claims({ file, staff, me, mine, isRunning, onStep }: ClaimsProps) {
  const t = useTranslator();
  const { state } = file.application;
  return (
    <div className="button-row">
      {state === 'submitted' && (
        <button type="button" className="main-button" disabled={isRunning} onClick={() => onStep('claim')}>
          {t.text('desk.take')}
        </button>
      )}
      {state === 'in-examination' && !mine && (
        <button
          type="button"
          className="plain-button"
          disabled={isRunning}
          onClick={() => onStep('take-over', { note: t.text('desk.takeOver') })}
        >
          {t.text('desk.takeOver')}
        </button>
      )}
      {state === 'in-examination' && mine && (
        <button type="button" className="plain-button" disabled={isRunning} onClick={() => onStep('release')}>
          {t.text('desk.release')}
        </button>
      )}
      {(state === 'proposed-grant' || state === 'proposed-refusal') && (
        <button
          type="button"
          className="main-button"
          disabled={isRunning || staff.examiner === me}
          onClick={() => onStep('second-review')}
        >
          {t.text('desk.second')}
        </button>
      )}
    </div>
  );
}
