import { PANELS, type Panel } from '../../registration/panel.ts';
import type { OpinionSummaryView } from '../../schemas/opinion.ts';
import { type Capacity, opinionProofUrl } from '../api-client/panels.ts';
import { useTranslator } from '../language/language-context.tsx';
import { PanelFigures } from './panel-figures.tsx';

const CAPACITIES: readonly Capacity[] = [...PANELS, 'technical-investigator', 'appraiser'];
type Opinion = OpinionSummaryView['opinions'][number];

/** Opinions by capacity, each as it was signed; of a panel that sits nobody sees the votes of others. */
export function OpinionList({
  application,
  summary,
}: {
  readonly application: string;
  readonly summary: OpinionSummaryView;
}) {
  const t = useTranslator();
  return (
    <>
      {CAPACITIES.map((capacity) => {
        const opinions = summary.opinions.filter((opinion) => opinion.capacity === capacity);
        if (opinions.length === 0) return null;
        const panel = PANELS.find((one) => one === capacity);
        return (
          <section key={capacity} className="panel-opinions" aria-label={t.text(`capacity.${capacity}`)}>
            <h3>{t.text(`capacity.${capacity}`)}</h3>
            {panel !== undefined && <PanelFigures panel={panel} figures={summary.panels[panel]} />}
            <ol>
              {opinions.map((opinion, i) => (
                <li key={opinion.account}>
                  <OneOpinion
                    application={application}
                    opinion={opinion}
                    number={i + 1}
                    isDissent={panel !== undefined && isDissent(opinion, summary, panel)}
                  />
                </li>
              ))}
            </ol>
          </section>
        );
      })}
      {summary.alpha !== null && (
        <p>
          {t.text('panel.alpha')} <strong className="number">{t.number(summary.alpha, 2)}</strong>{' '}
          <span className="quiet small">{t.text('panel.alphaMeaning')}</span>
        </p>
      )}
    </>
  );
}

function OneOpinion({
  application,
  opinion,
  number,
  isDissent,
}: {
  readonly application: string;
  readonly opinion: Opinion;
  readonly number: number;
  readonly isDissent: boolean;
}) {
  const t = useTranslator();
  const { name, givenAt, conflict, conflictNote, vote, statement, signature } = opinion;
  return (
    <>
      <p className="panel-member">
        <strong>{name ?? t.text('panel.member', { number })}</strong>
        {givenAt === null ? (
          <span className="quiet">{t.text('panel.awaited')}</span>
        ) : (
          <span className="quiet">
            {t.text('panel.signed')} <time dateTime={givenAt}>{t.date(givenAt)}</time>
          </span>
        )}
        {vote !== null && <span className={`state-tag panel-${vote}`}>{t.text(`vote.${vote}`)}</span>}
        {isDissent && <span className="state-tag">{t.text('panel.dissent')}</span>}
        {conflict === true && <span className="state-tag panel-conflict">{t.text('panel.conflict')}</span>}
      </p>
      {conflictNote !== null && <p className="quiet">{conflictNote}</p>}
      {statement !== null && <p className="panel-statement">{statement}</p>}
      {signature !== null && (
        <p className={signature.intact ? 'quiet small' : 'panel-refuse'}>
          {t.text(signature.intact ? 'panel.intact' : 'panel.altered')}{' '}
          {signature.entry !== null && t.text('panel.entry', { entry: t.number(signature.entry) })}{' '}
          {statement !== null && (
            <a href={opinionProofUrl(application, opinion.id)} download={`${opinion.id}.json`}>
              {t.text('panel.proof')}
            </a>
          )}
        </p>
      )}
    </>
  );
}

/** A vote against what the panel found; equal votes keep the refusal. */
function isDissent({ vote }: Opinion, { panels }: OpinionSummaryView, panel: Panel): boolean {
  const { votes } = panels[panel];
  if (vote === null || votes === null) return false;
  return vote !== (votes.grant > votes.refuse ? 'grant' : 'refuse');
}
