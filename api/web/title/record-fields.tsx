import type { ReactNode } from 'react';
import type { TitleView } from '../../schemas/application.ts';
import { LongTextField } from '../forms/long-text-field.tsx';
import { SelectField } from '../forms/select-field.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useTranslator } from '../language/language-context.tsx';

/** What every entry of a title chain is typed with. */
export interface RecordedFields {
  readonly from: string;
  readonly effectiveOn: string;
  readonly basis: string;
  /** A document on each line. */
  readonly evidence: string;
}

export function evidenceOf({ evidence }: RecordedFields): readonly string[] {
  return evidence
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

interface RecordFieldsProps {
  readonly value: RecordedFields;
  readonly onChange: (part: Partial<RecordedFields>) => void;
  readonly holders: TitleView['holders'];
  /** What the entry says besides. */
  readonly children: ReactNode;
}

/** Whose right, what the entry says of it, from which day, and what it rests on. */
export function RecordFields({ value, onChange, holders, children }: RecordFieldsProps) {
  const t = useTranslator();
  return (
    <>
      <SelectField
        label={t.text('transfer.from')}
        value={value.from}
        onValue={(from) => onChange({ from })}
        options={holders.map(({ holder, name, share }) => [holder, `${name} (${share})`])}
      />
      {children}
      <TextField
        label={t.text('transfer.effectiveOn')}
        hint={t.text('transfer.dayHint')}
        inputMode="numeric"
        value={value.effectiveOn}
        onValue={(effectiveOn) => onChange({ effectiveOn })}
      />
      <TextField
        label={t.text('transfer.basis')}
        hint={t.text('transfer.basisHint')}
        value={value.basis}
        onValue={(basis) => onChange({ basis })}
      />
      <LongTextField
        label={t.text('objection.evidence')}
        hint={t.text('form.aLineEach')}
        rows={2}
        required={false}
        value={value.evidence}
        onValue={(evidence) => onChange({ evidence })}
      />
    </>
  );
}
