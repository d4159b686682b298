import { useLanguage } from '../language/language-context.tsx';
import { LANGUAGES, LOCALES } from '../language/messages.ts';

export function LanguageSwitch() {
  const { t, setLanguage } = useLanguage();
  return (
    <fieldset className="language-switch">
      <legend className="visually-hidden">{t.text('app.language')}</legend>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={LOCALES[language]}
          aria-pressed={t.language === language}
          onClick={() => setLanguage(language)}
        >
          {t.text(`app.language.${language}`)}
        </button>
      ))}
    </fieldset>
  );
}
