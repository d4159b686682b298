import { useId } from 'react';
import { useTranslator } from '../language/language-context.tsx';
import { LANGUAGES, type Language } from '../language/messages.ts';

interface LanguageFieldProps {
  readonly label: string;
  readonly value: Language;
  readonly onValue: (language: Language) => void;
}

/** The language of a document, which need not be that of the page. */
export function LanguageField({ label, value, onValue }: LanguageFieldProps) {
  const t = useTranslator();
  const id = useId();
  return (
    <div className="action-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onValue(event.target.value as Language)}>
        {LANGUAGES.map((language) => (
          <option key={language} value={language}>
            {t.text(`app.language.${language}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
