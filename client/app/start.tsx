import '../ui/tokens.css';
import '../ui/base.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { registerServiceWorker } from '../local/updates.ts';
import { CrashBoundary } from './crash-boundary.tsx';
import { startI18n } from './i18n.ts';
import { fetchLater, idle } from './later.ts';
import { applyPreferences } from './preferences.ts';
import { createAppRouter, type Rooms } from './routes.tsx';

/** Starts the app in this page. Never awaited at the top of a file: other files import that file and would wait for ever. */
export async function start(rooms: Rooms): Promise<void> {
  applyPreferences();
  const router = createAppRouter(rooms);
  await startI18n();
  const place = document.getElementById('root');
  if (!place) throw new Error('the page has no #root');
  createRoot(place).render(
    <StrictMode>
      <CrashBoundary>
        <RouterProvider router={router} />
      </CrashBoundary>
    </StrictMode>,
  );
  // After the first paint: downloading the rest of the shell can wait.
  idle(async () => {
    // Without a worker the till still sells; only the start without a network is lost.
    await registerServiceWorker().catch((error: unknown) => console.warn(error));
    idle(() => void fetchLater());
  });
}
