import type { ReportVerification } from '../../schemas/certificate.ts';
import { useTranslator } from '../language/language-context.tsx';
import { Fact } from './certificate-facts.tsx';

/** Whether a report still stands, and what was ordered after it. */
export function ReportAnswer({ verification: { report } }: { readonly verification: ReportVerification }) {
  const t = useTranslator();
  const { id, kind, orderedAt, findingsSha256, superseded, replacedBy, counteredBy } = report;
  return (
    <div className={`deposit-verdict ${superseded === null ? 'proven' : 'failed'}`}>
      <p className="deposit-word">
        {superseded === null ? t.text('verification.reportStands') : t.text(`supersession.${superseded.reason}`)}
      </p>
      {superseded !== null && <p>{superseded.note}</p>}
      <dl className="deposit-facts">
        <Fact label={t.text(`reportKind.${kind}`)} value={id} />
        <Fact label={t.text('verification.orderedAt')} value={t.date(orderedAt)} />
        {superseded !== null && <Fact label={t.text('verification.since')} value={t.date(superseded.at)} />}
        <Fact label={t.text('verification.findings')} value={findingsSha256} />
        {replacedBy.length > 0 && <Fact label={t.text('verification.replacedBy')} value={replacedBy.join(', ')} />}
        {counteredBy.length > 0 && <Fact label={t.text('verification.counteredBy')} value={counteredBy.join(', ')} />}
      </dl>
    </div>
  );
}
