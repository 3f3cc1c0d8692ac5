import type { ReactNode } from 'react';
import { useStore } from '../app/use-store.ts';
import { useDevice } from './device-context.ts';
import { EnrolScreen } from './enrol-screen.tsx';
import { PinScreen } from './pin-screen.tsx';

/** For whoever works: a stranger or a locked till is asked for enrolment or PIN in the place of `children`. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { local, till } = useDevice();
  const identity = useStore(local.identity);
  const cashier = useStore(till.cashier);
  if (!identity) return <EnrolScreen />;
  if (!cashier) return <PinScreen identity={identity} />;
  return children;
}
