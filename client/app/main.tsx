import { lazy } from 'react';
import TillRoom from '../till/till-room.tsx';
import { start } from './start.tsx';

// The page of the till; whoever runs the shop and comes through here waits a moment longer for a bigger room.
void start({ Till: TillRoom, Office: lazy(() => import('../owner/owner-app.tsx')) });
