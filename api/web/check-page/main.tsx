import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider } from '../language/language-context.tsx';
import { pinnedAnchors } from './anchors.ts';
import { CheckPage } from './check-page.tsx';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';
import '../styles/shell.css';
import '../styles/forms.css';
import '../styles/account.css';
import '../styles/intake.css';
import '../styles/registration.css';
import '../styles/deposit.css';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <CheckPage anchors={pinnedAnchors(document)} />
      </LanguageProvider>
    </StrictMode>,
  );
}
