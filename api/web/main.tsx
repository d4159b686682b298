import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { SessionProvider } from './account/session-context.tsx';
import { App } from './app.tsx';
import { UnreadProvider } from './inbox/unread-context.tsx';
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
import './styles/forms.css';
import './styles/account.css';
import './styles/registration.css';
import './styles/notices.css';
import './styles/panels.css';
import './styles/bulk.css';
import './styles/rights.css';
import './styles/parties.css';
import './styles/oversight.css';
import './styles/statistics.css';
import './styles/checklist.css';
import './styles/deposit.css';
import './styles/verification.css';
import './styles/reports.css';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <SessionProvider>
          <UnreadProvider>
            <App />
          </UnreadProvider>
        </SessionProvider>
      </LanguageProvider>
    </StrictMode>,
  );
}
