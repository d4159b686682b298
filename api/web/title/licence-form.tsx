import type { TitleView } from '../../schemas/application.ts';
import { takeStep } from '../api-client/registration-endpoints.ts';
import { SessionForm } from '../forms/session-form.tsx';
import { TextField } from '../forms/text-field.tsx';
import { TickField } from '../forms/tick-field.tsx';
import { useTyped } from '../forms/use-typed.ts';
import { useTranslator } from '../language/language-context.tsx';
import { evidenceOf, type RecordedFields, RecordFields } from './record-fields.tsx';

interface TypedLicence extends RecordedFields {
  readonly licensee: string;
  readonly exclusive: boolean;
  readonly extent: string;
}

const NOTHING: TypedLicence = {
  from: '',
  effectiveOn: '',
  basis: '',
  evidence: '',
  licensee: '',
  exclusive: false,
  extent: '',
};

interface LicenceFormProps {
  readonly id: string;
  readonly holders: TitleView['holders'];
  readonly onRecorded: () => void;
}

/** Notes a licence that a holder has given; nobody's title changes by it. */
export function LicenceForm({ id, holders, onRecorded }: LicenceFormProps) {
  const t = useTranslator();
  const { value, change, clear } = useTyped(`licence.${id}`, NOTHING);
  const { from, effectiveOn, basis, licensee, exclusive, extent } = value;
  return (
    <details className="disclosure">
      <summary>{t.text('licence.title')}</summary>
      <SessionForm
        action={t.text('licence.note')}
        work={(signal) =>
          takeStep(
            id,
            'licence',
            { from, effectiveOn, basis, licensee, exclusive, extent, evidence: evidenceOf(value) },
            { language: t.language, signal },
          )
        }
        onDone={() => {
          clear();
          onRecorded();
        }}
      >
        <RecordFields value={value} onChange={change} holders={holders}>
          <TextField
            label={t.text('licence.licensee')}
            value={licensee}
            onValue={(next) => change({ licensee: next })}
          />
          <TickField
            label={t.text('licence.exclusive')}
            value={exclusive}
            onValue={(next) => change({ exclusive: next })}
          />
          <TextField
            label={t.text('licence.extent')}
            hint={t.text('licence.extentHint')}
            value={extent}
            onValue={(next) => change({ extent: next })}
          />
        </RecordFields>
      </SessionForm>
    </details>
  );
}
