import { type HTMLInputTypeAttribute, useId } from 'react';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly type?: HTMLInputTypeAttribute;
  readonly autoComplete?: string;
  readonly inputMode?: 'numeric' | 'email' | 'text';
  readonly hint?: string;
  readonly required?: boolean;
}

export function TextField({ label, value, onValue, type = 'text', hint, required = true, ...rest }: TextFieldProps) {
  const id = useId();
  const hintId = useId();
  return (
    <div className="action-field">
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        type={type}
        required={required}
        value={value}
        aria-describedby={hint === undefined ? undefined : hintId}
        onChange={(event) => onValue(event.target.value)}
      />
      {hint !== undefined && (
        <p id={hintId} className="quiet">
          {hint}
        </p>
      )}
    </div>
  );
}
