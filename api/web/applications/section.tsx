import type { TypedForm } from '../api-client/registration-endpoints.ts';
import { faultText } from '../forms/fault-text.ts';
import { useTranslator } from '../language/language-context.tsx';
import { Field } from './field.tsx';
import type { FormSection } from './form-fields.ts';
import { valueAt, withValue } from './form-path.ts';

interface SectionProps {
  readonly section: FormSection;
  readonly form: TypedForm;
  readonly onForm: (form: TypedForm) => void;
  /** What is wrong, by place in the form. */
  readonly faults: ReadonlyMap<string, string>;
}

/** A part of the form: its fields, or a list of people with the same fields each. */
export function Section({ section, form, onForm, faults }: SectionProps) {
  const t = useTranslator();
  const { list, title, fields } = section;
  const rows = list === undefined ? [] : asRows(valueAt(form, list));
  const heading = t.lookUp(`formSection.${title}`) ?? title;
  const fieldsAt = (prefix: string) =>
    fields.map((field) => (
      <Field
        key={field.path}
        field={field}
        value={valueAt(form, prefix + field.path)}
        fault={faults.get(prefix + field.path)}
        onChange={(value) => onForm(withValue(form, prefix + field.path, value))}
      />
    ));
  if (list === undefined)
    return (
      <fieldset className="form-section">
        <legend>{heading}</legend>
        <div className="field-grid">{fieldsAt('')}</div>
      </fieldset>
    );
  return (
    <fieldset className="form-section">
      <legend>{heading}</legend>
      {faults.has(list) && <p className="field-fault">{faultText(t, faults.get(list) ?? '')}</p>}
      {rows.map((_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a form have no identity but their place
        <fieldset key={row} className="form-row">
          <legend>{t.text('form.row', { number: row + 1 })}</legend>
          <div className="field-grid">{fieldsAt(`${list}.${row}.`)}</div>
          {rows.length > 1 && (
            <button
              type="button"
              className="link-button"
              onClick={() => onForm({ ...form, [list]: rows.filter((__, other) => other !== row) })}
            >
              {t.text('form.removeRow', { number: row + 1 })}
            </button>
          )}
        </fieldset>
      ))}
      <button type="button" className="plain-button" onClick={() => onForm({ ...form, [list]: [...rows, {}] })}>
        {t.text('form.addRow')}
      </button>
    </fieldset>
  );
}

function asRows(value: unknown): readonly unknown[] {
  return Array.isArray(value) && value.length > 0 ? value : [{}];
}
