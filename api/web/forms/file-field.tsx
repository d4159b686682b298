import { useId } from 'react';

interface FileFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly accept?: string;
  readonly required?: boolean;
  readonly onFile: (file: File | null) => void;
}

export function FileField({ label, hint, accept, required = false, onFile }: FileFieldProps) {
  const id = useId();
  return (
    <div className="action-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={accept}
        required={required}
        onChange={(event) => onFile(event.target.files?.[0] ?? null)}
      />
      {hint !== undefined && <p className="quiet">{hint}</p>}
    </div>
  );
}
