import type { CaseFileView } from '../../schemas/application.ts';
import { FoundList } from '../findings/found-list.tsx';
import { useTranslator } from '../language/language-context.tsx';

/** What the last check found, for the applicant: before he files, and as it was frozen afterwards. */
export function FoundWorks({ checks }: { readonly checks: CaseFileView['checks'] }) {
  const t = useTranslator();
  if (checks.length === 0) return null;
  return (
    <section className="panel" aria-label={t.text('found.title')}>
      <h2>{t.text('found.title')}</h2>
      {checks.map(({ picture, result }) =>
        result.status === 'checked' ? (
          <div key={picture}>
            <FoundList result={result} />
          </div>
        ) : (
          <p key={picture}>{t.text(`notComparable.${result.reason}`)}</p>
        ),
      )}
    </section>
  );
}
