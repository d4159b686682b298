import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { createTranslator, type Language, preferredLanguage, type Translator } from './messages.ts';

const STORAGE_KEY = 'selvedge.language';

interface LanguageChoice {
  readonly t: Translator;
  readonly setLanguage: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice | null>(null);

function storedLanguage(): string | null {
  // Storage throws where the browser forbids it; the choice then lasts for the page only.
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(() => preferredLanguage(storedLanguage(), navigator.languages));
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const choice = useMemo<LanguageChoice>(
    () => ({
      t: createTranslator(language),
      setLanguage: (next) => {
        try {
          localStorage.setItem(STORAGE_KEY, next);
        } catch {
          // See storedLanguage.
        }
        setLanguage(next);
      },
    }),
    [language],
  );
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageChoice {
  const choice = useContext(LanguageContext);
  if (choice === null) throw new Error('useLanguage needs a LanguageProvider above it.');
  return choice;
}

export function useTranslator(): Translator {
  return useLanguage().t;
}
