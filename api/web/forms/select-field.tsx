import { useId } from 'react';

interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly required?: boolean;
  readonly options: readonly (readonly [value: string, text: string])[];
}

export function SelectField({ label, value, onValue, options, required = true }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="action-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} required={required} value={value} onChange={(event) => onValue(event.target.value)}>
        <option value="" />
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
