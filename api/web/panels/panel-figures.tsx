import { type Panel, QUORUM } from '../../registration/panel.ts';
import type { OpinionSummaryView } from '../../schemas/opinion.ts';
import { useTranslator } from '../language/language-context.tsx';

interface PanelFiguresProps {
  readonly panel: Panel;
  readonly figures: OpinionSummaryView['panels'][Panel];
}

/** How many have voted of how many that are needed; once concluded, how the votes fell and how far they agree. */
export function PanelFigures({ panel, figures }: PanelFiguresProps) {
  const t = useTranslator();
  const { given, votes, majorityShare } = figures;
  return (
    <dl className="case-facts">
      <dt>{t.text('panel.given')}</dt>
      <dd className="number">{t.text('panel.ofQuorum', { given, quorum: QUORUM[panel] })}</dd>
      {votes === null ? (
        <>
          <dt>{t.text('panel.votes')}</dt>
          <dd>{t.text('panel.blind')}</dd>
        </>
      ) : (
        <>
          <dt>{t.text('panel.votes')}</dt>
          <dd className="number">{t.text('panel.counted', { grant: votes.grant, refuse: votes.refuse })}</dd>
          {majorityShare !== null && (
            <>
              <dt>{t.text('panel.majority')}</dt>
              <dd className="number">{t.number(100 * majorityShare, 0)} %</dd>
            </>
          )}
        </>
      )}
    </dl>
  );
}
