import type { CheckResult } from '../../schemas/check-result.ts';
import { Provenance } from '../findings/provenance.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PicturePreview } from '../pictures/picture-preview.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { CheckedResult } from './checked-result.tsx';
import { ResultHeading } from './result-heading.tsx';
import type { Check } from './use-check.ts';

interface CheckAnswerProps {
  readonly result: CheckResult;
  readonly pictureUrl: string | null;
  readonly pictureName: string;
  readonly check: Check;
}

/** The three kinds of answer: checked, not comparable, rejected. */
export function CheckAnswer({ result, pictureUrl, pictureName, check }: CheckAnswerProps) {
  const t = useTranslator();
  if (result.status === 'checked') {
    return <CheckedResult result={result} pictureUrl={pictureUrl} pictureName={pictureName} onAgain={check.reset} />;
  }
  if (result.status === 'rejected') {
    const problem = { kind: 'refused', status: 200, code: result.code, detail: result.message } as const;
    return (
      <div className="check-page">
        <PageHeading title={t.text('check.title')} />
        <ProblemNotice problem={problem} onDismiss={check.reset} />
      </div>
    );
  }
  return (
    <div className="result-page">
      <ResultHeading grade="not-comparable" reason={t.text(`notComparable.${result.reason}`)} onAgain={check.reset}>
        <figure className="stage-picture">
          <PicturePreview url={pictureUrl} alt={t.text('check.yourPicture')} />
          <figcaption>{pictureName}</figcaption>
        </figure>
      </ResultHeading>
      <Provenance versions={result.versions} timingsMs={result.timingsMs} sha256={result.sha256} />
    </div>
  );
}
