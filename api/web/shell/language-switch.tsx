import { useLanguage } from '../language/language-context.tsx';
import type { Language } from '../language/messages.ts';

const LANGUAGES: readonly Language[] = ['zh', 'en'];

export function LanguageSwitch() {
  const { t, setLanguage } = useLanguage();
  return (
    <fieldset className="language-switch">
      <legend className="visually-hidden">{t.text('app.language')}</legend>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language === 'zh' ? 'zh-CN' : 'en'}
          aria-pressed={t.language === language}
          onClick={() => setLanguage(language)}
        >
          {t.text(`app.language.${language}`)}
        </button>
      ))}
    </fieldset>
  );
}
