import { useState } from 'react';
import { REASONS } from '../../registration/reasons.ts';
import { objectTo } from '../api-client/registration-endpoints.ts';
import { LongTextField } from '../forms/long-text-field.tsx';
import { SelectField } from '../forms/select-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { useTyped } from '../forms/use-typed.ts';
import { useTranslator } from '../language/language-context.tsx';

const NOTHING = { reason: '', statement: '', evidence: '' };

interface ObjectionFormProps {
  readonly id: string;
  /** Last day on which it is heard. */
  readonly until: string;
  readonly onObjected: () => void;
}

/** Objecting to a registration while its notice period runs. */
export function ObjectionForm({ id, until, onObjected }: ObjectionFormProps) {
  const t = useTranslator();
  const { value, change, clear } = useTyped(`objecting.${id}`, NOTHING);
  const [received, setReceived] = useState(false);
  const evidence = value.evidence
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return (
    <section className="panel" aria-label={t.text('objection.title')}>
      <h2>{t.text('objection.title')}</h2>
      {received ? (
        <p className="quiet-notice" role="status">
          {t.text('objection.received')}
        </p>
      ) : (
        <>
          <p className="quiet">{t.text('objection.until', { date: t.date(until) })}</p>
          <SessionForm
            action={t.text('objection.send')}
            work={(signal) =>
              objectTo(
                id,
                { reason: value.reason, statement: value.statement, evidence },
                { language: t.language, signal },
              )
            }
            onDone={() => {
              clear();
              setReceived(true);
              onObjected();
            }}
          >
            <SelectField
              label={t.text('decision.reason')}
              value={value.reason}
              onValue={(reason) => change({ reason })}
              options={REASONS.object.map((code) => [code, t.text(`listedReason.${code}`)])}
            />
            <LongTextField
              label={t.text('case.grounds')}
              value={value.statement}
              onValue={(statement) => change({ statement })}
            />
            <LongTextField
              label={t.text('objection.evidence')}
              hint={t.text('form.aLineEach')}
              rows={2}
              required={false}
              value={value.evidence}
              onValue={(text) => change({ evidence: text })}
            />
          </SessionForm>
        </>
      )}
    </section>
  );
}
