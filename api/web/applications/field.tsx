import { useId } from 'react';
import { faultText } from '../forms/fault-text.ts';
import { useTranslator } from '../language/language-context.tsx';
import type { FormField } from './form-fields.ts';

interface FieldProps {
  readonly field: FormField;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** What is wrong with it, as the server put it. */
  readonly fault?: string | undefined;
}

/** One field of a form with its label and what is wrong with it. */
export function Field({ field, value, onChange, fault }: FieldProps) {
  const t = useTranslator();
  const id = useId();
  const label = t.lookUp(`formField.${field.label}`) ?? field.label;
  const hint = t.lookUp(`formHint.${field.label}`);
  const describedBy = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  const control = { id, 'aria-describedby': describedBy, 'aria-invalid': fault === undefined ? undefined : true };
  const text = typeof value === 'string' ? value : '';
  return (
    <div className={`field field-${field.control}`}>
      {field.control === 'tick' ? (
        <label className="check-option">
          <input
            {...control}
            type="checkbox"
            checked={value === true}
            onChange={(event) => onChange(event.target.checked)}
          />
          {label}
        </label>
      ) : field.control === 'choices' ? (
        <fieldset aria-describedby={describedBy}>
          <legend>{label}</legend>
          {field.codes?.map((code) => (
            <label key={code} className="check-option">
              <input
                type="checkbox"
                checked={Array.isArray(value) && value.includes(code)}
                onChange={(event) => onChange(toggled(value, code, event.target.checked))}
              />
              {t.lookUp(`choice.${code}`) ?? code}
            </label>
          ))}
        </fieldset>
      ) : (
        <>
          <label htmlFor={id}>{label}</label>
          {field.control === 'long-text' && (
            <textarea {...control} rows={3} value={text} onChange={(event) => onChange(event.target.value)} />
          )}
          {field.control === 'choice' && (
            <select {...control} value={text} onChange={(event) => onChange(event.target.value)}>
              <option value="">{t.text('form.choose')}</option>
              {field.codes?.map((code) => (
                <option key={code} value={code}>
                  {t.lookUp(`choice.${code}`) ?? t.lookUp(`region.${code}`) ?? code}
                </option>
              ))}
            </select>
          )}
          {(field.control === 'text' || field.control === 'date') && (
            <input
              {...control}
              type="text"
              // A date field of the browser would throw away what is typed half.
              inputMode={field.control === 'date' ? 'numeric' : undefined}
              placeholder={field.control === 'date' ? '2026-01-31' : undefined}
              value={text}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="quiet small">
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} className="field-fault small">
          {faultText(t, fault)}
        </p>
      )}
    </div>
  );
}

function toggled(value: unknown, code: string, isOn: boolean): string[] {
  const others = Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string' && one !== code)
    : [];
  return isOn ? [...others, code] : others;
}
