import type { TitleView } from '../../schemas/application.ts';
import { takeStep } from '../api-client/registration-endpoints.ts';
import { SelectField } from '../forms/select-field.tsx';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTyped } from '../forms/use-typed.ts';
import { useTranslator } from '../language/language-context.tsx';
import { evidenceOf, type RecordedFields, RecordFields } from './record-fields.tsx';

const EVENTS = ['transfer', 'inheritance', 'court-order'] as const;

interface TypedTransfer extends RecordedFields {
  readonly event: string;
  readonly to: readonly { readonly holder: string; readonly share: string }[];
}

const NOTHING: TypedTransfer = {
  event: 'transfer',
  from: '',
  effectiveOn: '',
  basis: '',
  evidence: '',
  to: [{ holder: '', share: '1/1' }],
};

interface TransferFormProps {
  readonly id: string;
  /** For whom whoever looks may record. */
  readonly holders: TitleView['holders'];
  readonly onRecorded: () => void;
}

/** Records that a right, or a share of it, has passed to somebody else. */
export function TransferForm({ id, holders, onRecorded }: TransferFormProps) {
  const t = useTranslator();
  const { value, change, clear } = useTyped(`transfer.${id}`, NOTHING);
  const { event, from, effectiveOn, basis, to } = value;
  const changeRow = (row: number, part: Partial<TypedTransfer['to'][number]>): void =>
    change({ to: to.map((one, i) => (i === row ? { ...one, ...part } : one)) });
  return (
    <details className="disclosure">
      <summary>{t.text('transfer.title')}</summary>
      <SessionForm
        action={t.text('transfer.record')}
        work={(signal) =>
          takeStep(
            id,
            'transfer',
            { event, from, effectiveOn, basis, to, evidence: evidenceOf(value) },
            { language: t.language, signal },
          )
        }
        onDone={() => {
          clear();
          onRecorded();
        }}
      >
        <SelectField
          label={t.text('transfer.event')}
          value={event}
          onValue={(next) => change({ event: next })}
          options={EVENTS.map((one) => [one, t.text(`chainEvent.${one}`)])}
        />
        <RecordFields value={value} onChange={change} holders={holders}>
          {to.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a form have no identity but their place
            <fieldset key={i} className="form-row">
              <legend>{t.text('transfer.to', { number: i + 1 })}</legend>
              <TextField
                label={t.text('transfer.holder')}
                hint={t.text('transfer.holderHint')}
                value={row.holder}
                onValue={(holder) => changeRow(i, { holder })}
              />
              <TextField
                label={t.text('formField.share')}
                hint={t.text('transfer.shareHint')}
                value={row.share}
                onValue={(share) => changeRow(i, { share })}
              />
              {to.length > 1 && (
                <button
                  type="button"
                  className="link-button"
                  onClick={() => change({ to: to.filter((_, other) => other !== i) })}
                >
                  {t.text('form.removeRow', { number: i + 1 })}
                </button>
              )}
            </fieldset>
          ))}
          <button
            type="button"
            className="plain-button"
            onClick={() => change({ to: [...to, { holder: '', share: '' }] })}
          >
            {t.text('form.addRow')}
          </button>
        </RecordFields>
      </SessionForm>
    </details>
  );
}
