import { createStore, type Store } from '../store.ts';
import type { ConnectionProblem, ConnectionState } from '../types.ts';

/** What real answers say about the way to our server (S14). */
export interface Connection {
  state: Store<ConnectionState>;
  /** Our server answered; with its clock, the offset is measured at the middle of the round trip. */
  answered(serverTime?: number, sentAtMs?: number): void;
  failed(problem: ConnectionProblem): void;
  /** What another tab or the last start knew. */
  learn(state: Partial<ConnectionState>): void;
}

export function openConnection(now: () => number, onChange: (state: ConnectionState) => void): Connection {
  const state = createStore<ConnectionState>({
    online: false,
    lastContactMs: null,
    clockOffsetMs: null,
    problem: null,
  });
  const change = (next: Partial<ConnectionState>) => {
    state.set({ ...state.get(), ...next });
    onChange(state.get());
  };
  return {
    state,
    answered: (serverTime, sentAtMs) => {
      const lastContactMs = now();
      const measured =
        serverTime === undefined || sentAtMs === undefined
          ? {}
          : { clockOffsetMs: Math.round(serverTime - (sentAtMs + lastContactMs) / 2) };
      change({ online: true, problem: null, lastContactMs, ...measured });
    },
    failed: (problem) => {
      // A revoked device or another contract is still our server's answer.
      const online = problem === 'revoked' || problem === 'tooOld' || problem === 'tooNew';
      change({ online, problem, ...(online ? { lastContactMs: now() } : {}) });
    },
    learn: (known) => state.set({ ...state.get(), ...known }),
  };
}
