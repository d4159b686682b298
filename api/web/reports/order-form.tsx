import { useState } from 'react';
import type { ReportOrder, ReportSummary } from '../../schemas/report.ts';
import { orderCounterReport, orderReport } from '../api-client/reports.ts';
import { FileField } from '../forms/file-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';
import { ACCEPTED } from '../pictures/picture-intake.tsx';
import { type HeldReport, heldReportIn } from './held-report.ts';

interface OrderFormProps {
  readonly onOrdered: (report: ReportSummary) => void;
}

/** A report on a disputed picture. */
export function OrderForm({ onOrdered }: OrderFormProps) {
  const t = useTranslator();
  const [picture, setPicture] = useState<File | null>(null);
  const [about, fields] = useAbout();
  return (
    <section className="account-section" aria-labelledby="report-order-heading">
      <h2 id="report-order-heading">{t.text('report.order')}</h2>
      <p className="quiet">{t.text('report.orderLead')}</p>
      <SessionForm
        action={t.text('report.orderAction')}
        work={(signal) => {
          if (picture === null) throw new TypeError('expected a picture');
          return orderReport(picture, about, { language: t.language, signal });
        }}
        onDone={onOrdered}
      >
        <FileField label={t.text('report.picture')} accept={ACCEPTED} onFile={setPicture} required />
        {fields}
      </SessionForm>
    </section>
  );
}

/** A report of one's own from the inputs of one that somebody else ordered, by its file. */
export function CounterForm({ onOrdered }: OrderFormProps) {
  const t = useTranslator();
  const [held, setHeld] = useState<HeldReport | null>(null);
  const [isUnknown, setIsUnknown] = useState(false);
  const [about, fields] = useAbout();
  const read = (file: File | null): void => {
    setHeld(null);
    setIsUnknown(false);
    if (file === null) return;
    void heldReportIn(file).then((found) => {
      setHeld(found);
      setIsUnknown(found === null);
    });
  };
  return (
    <section className="account-section" aria-labelledby="report-counter-heading">
      <h2 id="report-counter-heading">{t.text('report.counter')}</h2>
      <p className="quiet">{t.text('report.counterLead')}</p>
      <SessionForm
        action={t.text('report.counterAction')}
        work={(signal) => {
          if (held === null) throw new TypeError('expected a report');
          const order = { ...about, findingsSha256: held.findingsSha256 };
          return orderCounterReport(held.id, order, { language: t.language, signal });
        }}
        onDone={onOrdered}
      >
        <FileField
          label={t.text('report.counterFile')}
          hint={t.text('report.counterHint')}
          accept="application/pdf,application/json"
          onFile={read}
          required
        />
        <p role="status">
          {held?.id}
          {isUnknown && t.text('report.counterUnknown')}
        </p>
        {fields}
      </SessionForm>
    </section>
  );
}

type About = Pick<ReportOrder, 'claimant' | 'respondent' | 'matter'>;

/** Parties and matter, as they are typed, and their fields. */
function useAbout() {
  const t = useTranslator();
  const [claimant, setClaimant] = useState('');
  const [respondent, setRespondent] = useState('');
  const [matter, setMatter] = useState('');
  const said = { claimant, respondent, matter };
  const about: About = Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()] as const])),
  );
  const fields = (
    <>
      <TextField label={t.text('report.claimant')} value={claimant} onValue={setClaimant} required={false} />
      <TextField label={t.text('report.respondent')} value={respondent} onValue={setRespondent} required={false} />
      <TextField label={t.text('report.matter')} value={matter} onValue={setMatter} required={false} />
    </>
  );
  return [about, fields] as const;
}
