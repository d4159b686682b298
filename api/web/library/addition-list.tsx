import { useTranslator } from '../language/language-context.tsx';
import type { Translator } from '../language/messages.ts';
import { hrefOf } from '../shell/route.ts';
import type { AdditionState, Additions } from './use-additions.ts';

function stateText(progress: AdditionState, t: Translator): string {
  if (progress.state === 'sending') {
    return t.text('add.status.sending', { percent: t.number(Math.round(progress.share * 100)) });
  }
  return t.text(`add.status.${progress.state}`);
}

/** The pictures chosen, each with how far it is and what became of it. */
export function AdditionList({ additions }: { readonly additions: Additions }) {
  const t = useTranslator();
  const { list, running } = additions;
  if (list.length === 0) return null;
  const having = (state: AdditionState['state']): number =>
    list.filter(({ progress }) => progress.state === state).length;
  const settled = having('added') + having('already-present') + having('rejected');
  return (
    <>
      <ul className="addition-list" aria-label={t.text('add.list')}>
        {list.map(({ key, file, progress }) => (
          <li key={key} className={`addition addition-${progress.state}`}>
            <span className="addition-name">{file.name}</span>
            <span className="addition-state">{stateText(progress, t)}</span>
            {progress.state === 'sending' && (
              <progress value={progress.share} max={1} aria-label={stateText(progress, t)} />
            )}
            {(progress.state === 'added' || progress.state === 'already-present') && progress.id !== undefined && (
              <a href={hrefOf({ page: 'record', id: progress.id })}>{t.text('record.open')}</a>
            )}
            {(progress.state === 'rejected' || progress.state === 'failed') && (
              <span className="addition-fault">
                {t.lookUp(`problem.${progress.code}`) ?? t.text('problem.unknown')} {progress.message}
              </span>
            )}
            {progress.state === 'waiting' && !running && (
              <button
                type="button"
                className="icon-button"
                aria-label={t.text('add.remove', { name: file.name })}
                onClick={() => additions.leaveOut(key)}
              >
                <span aria-hidden="true">×</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <p className="quiet" role="status">
        {settled > 0 &&
          t.text('add.summary', {
            added: t.number(having('added')),
            present: t.number(having('already-present')),
            refused: t.number(having('rejected')),
          })}
      </p>
    </>
  );
}
