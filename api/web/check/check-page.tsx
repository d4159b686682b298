import { GradeLegend } from '../findings/grade-legend.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { usePastedPicture } from '../pictures/pasted-pictures.ts';
import { PictureIntake } from '../pictures/picture-intake.tsx';
import { PicturePreview } from '../pictures/picture-preview.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { CheckAnswer } from './check-answer.tsx';
import { Progress } from './progress.tsx';
import type { Check } from './use-check.ts';

/** A picture in, the answer out. */
export function CheckPage({ check }: { readonly check: Check }) {
  const t = useTranslator();
  const { submission, picture, pictureUrl } = check;
  usePastedPicture(check.start);

  if (submission.state === 'answered' && picture !== null) {
    return <CheckAnswer result={submission.answer} pictureUrl={pictureUrl} pictureName={picture.name} check={check} />;
  }
  return (
    <div className="check-page">
      <PageHeading title={t.text('check.title')} lead={t.text('check.lead')} />
      <div className={picture === null ? 'check-stage' : 'check-stage with-picture'}>
        {picture !== null && submission.state !== 'idle' && (
          <figure className="stage-picture">
            <PicturePreview url={pictureUrl} alt={t.text('check.yourPicture')} />
            <figcaption>{picture.name}</figcaption>
          </figure>
        )}
        {submission.state === 'idle' && (
          <>
            {submission.cancelled && (
              <p className="quiet-notice" role="status">
                {t.text('progress.cancelled')}
              </p>
            )}
            <PictureIntake onPicture={check.start}>
              <p className="intake-hint wide-only">{t.text('intake.paste')}</p>
              <p className="intake-hint">{t.text('intake.privacy')}</p>
            </PictureIntake>
            <GradeLegend />
          </>
        )}
        {submission.state === 'running' && (
          <Progress
            title={t.text('progress.title')}
            sentShare={submission.sentShare}
            startedAtMs={submission.startedAtMs}
            onCancel={check.cancel}
          />
        )}
        {submission.state === 'failed' && (
          <div className="stage-answer">
            <ProblemNotice problem={submission.problem} onRetry={check.retry} onDismiss={check.reset} />
            {submission.problem.kind === 'refused' && <PictureIntake onPicture={check.start} />}
          </div>
        )}
      </div>
    </div>
  );
}
