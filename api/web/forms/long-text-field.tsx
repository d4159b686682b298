import { useId } from 'react';

interface LongTextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly hint?: string;
  readonly rows?: number;
  readonly required?: boolean;
}

export function LongTextField({ label, value, onValue, hint, rows = 4, required = true }: LongTextFieldProps) {
  const id = useId();
  return (
    <div className="action-field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        required={required}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onValue(event.target.value)}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="quiet small">
          {hint}
        </p>
      )}
    </div>
  );
}
