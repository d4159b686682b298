import type { TitleView } from '../../schemas/application.ts';
import { useTranslator } from '../language/language-context.tsx';

/** Every holder with basis and evidence, in order. */
export function TitleChain({ title }: { readonly title: TitleView }) {
  const t = useTranslator();
  return (
    <ol className="history">
      {title.entries.map((entry) => (
        <li key={`${entry.effectiveOn} ${entry.event} ${entry.basis} ${entry.toHolders.map(({ holder }) => holder)}`}>
          <time dateTime={entry.effectiveOn}>{t.date(entry.effectiveOn)}</time>{' '}
          <strong>{t.text(`chainEvent.${entry.event}`)}</strong>{' '}
          {entry.toHolders.map(({ name, share, extent }) => `${name} ${extent ?? share ?? ''}`).join('、')}
          <p className="quiet small">
            {[...entry.basis.split(', ').map((basis) => t.lookUp(`choice.${basis}`) ?? basis), ...entry.evidence].join(
              ' · ',
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
