import type { Party } from '../api-client/parties.ts';
import { SelectField } from '../forms/select-field.tsx';
import { useTranslator } from '../language/language-context.tsx';

interface PartyFieldProps {
  /** Those that one belongs to or acts for. */
  readonly parties: readonly Party[];
  readonly value: string;
  readonly onValue: (party: string) => void;
}

/** In whose name something is filed. */
export function PartyField({ parties, value, onValue }: PartyFieldProps) {
  const t = useTranslator();
  return (
    <SelectField
      label={t.text('applications.party')}
      value={value}
      onValue={onValue}
      options={parties.map(({ id, name }) => [id, name ?? id])}
    />
  );
}
