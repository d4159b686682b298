import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { SessionProvider } from './account/session-context.tsx';
import { App } from './app.tsx';
import { LanguageProvider } from './language/language-context.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/intake.css';
import './styles/result.css';
import './styles/findings.css';
import './styles/viewer.css';
import './styles/library.css';
import './styles/account.css';

import './styles/registration.css';

import './styles/deposit.css';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <SessionProvider>
          <App />
        </SessionProvider>
      </LanguageProvider>
    </StrictMode>,
  );
}
