import { lazy } from 'react';
import { start } from '../app/start.tsx';
import { askAhead } from './ask-ahead.ts';
import OwnerApp from './owner-app.tsx';

// The page of the back office.
askAhead(location.pathname);
void start({ Office: OwnerApp, Till: lazy(() => import('../till/till-room.tsx')) });
