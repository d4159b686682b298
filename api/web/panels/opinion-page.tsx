import { useCallback } from 'react';
import type { CaseFileView } from '../../schemas/application.ts';
import type { AwaitedOpinionsView } from '../../schemas/opinion.ts';
import { LoadProblem } from '../account/load-problem.tsx';
import { listAwaitedOpinions } from '../api-client/panels.ts';
import { type Common, casePictureUrl, readCase } from '../api-client/registration-endpoints.ts';
import { useLoaded } from '../api-client/use-loaded.ts';
import { CaseState } from '../applications/case-state.tsx';
import { History } from '../applications/history.tsx';
import { PicturesSection } from '../applications/pictures-section.tsx';
import { Candidates } from '../desk/candidates.tsx';
import { CriteriaTable } from '../findings/criteria-table.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { OpinionForm } from './opinion-form.tsx';
import { PanelSection } from './panel-section.tsx';

/** A case for somebody who was asked for an opinion: what was found, what was decided, and the opinion to be given. */
export function OpinionPage({ id }: { readonly id: string }) {
  const t = useTranslator();
  const load = useCallback((common: Common) => readCase(id, common), [id]);
  const { value: file, problem, reload } = useLoaded<CaseFileView>(load);
  const awaited = useLoaded<AwaitedOpinionsView>(listAwaitedOpinions);
  const mine = awaited.value?.awaited.filter(({ applicationId }) => applicationId === id) ?? [];
  const reloadAll = (): void => {
    reload();
    awaited.reload();
  };
  return (
    <div className="registration-page">
      <PageHeading title={file?.application.title || t.text('page.opinions')} />
      <LoadProblem problem={problem} onRetry={reloadAll} />
      {file !== null && (
        <>
          <p>
            <CaseState application={file.application} />
          </p>
          <PicturesSection id={id} pictures={file.pictures} editable={false} onChanged={reload} />
          {file.checks.map(
            ({ picture, result }) =>
              result.status === 'checked' && (
                <Candidates
                  key={picture}
                  result={result}
                  pictureUrl={casePictureUrl(id, picture)}
                  ownWorks={[]}
                  judged={(_, criteria) => <CriteriaTable criteria={criteria} />}
                />
              ),
          )}
          <History events={file.events} />
          {mine.map(({ capacity }) => (
            <OpinionForm key={capacity} id={id} capacity={capacity} onGiven={reloadAll} />
          ))}
          <PanelSection
            key={`${file.application.state} ${mine.length}`}
            application={file.application}
            conducts={false}
            onConcluded={reload}
          />
        </>
      )}
    </div>
  );
}
