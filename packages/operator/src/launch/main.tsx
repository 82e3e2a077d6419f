import '../styles.css';
import './launch.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider } from '../i18n/language.tsx';
import { LaunchPage } from './launch-page.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('launch.html has no #root');

createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <LaunchPage />
    </LanguageProvider>
  </StrictMode>,
);
