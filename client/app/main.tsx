import '../ui/tokens.css';
import '../ui/base.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { registerServiceWorker } from '../local/updates.ts';
import { CrashBoundary } from './crash-boundary.tsx';
import { startI18n } from './i18n.ts';
import { applyPreferences } from './preferences.ts';
import { router } from './routes.tsx';

applyPreferences();
await startI18n();

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
createRoot(place).render(
  <StrictMode>
    <CrashBoundary>
      <RouterProvider router={router} />
    </CrashBoundary>
  </StrictMode>,
);

// After the first paint: downloading the rest of the shell can wait.
const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1_000));
idle(() => {
  // Without a worker the till still sells; only the start without a network is lost.
  registerServiceWorker().catch((error: unknown) => console.warn(error));
});
