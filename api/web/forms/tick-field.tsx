interface TickFieldProps {
  readonly label: string;
  readonly value: boolean;
  readonly onValue: (value: boolean) => void;
  readonly required?: boolean;
}

export function TickField({ label, value, onValue, required = false }: TickFieldProps) {
  return (
    <label className="check-option">
      <input type="checkbox" required={required} checked={value} onChange={(event) => onValue(event.target.checked)} />
      {label}
    </label>
  );
}
