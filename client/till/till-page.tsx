import { useStore } from '../app/use-store.ts';
import { useDevice } from './device-context.ts';
import { EnrolScreen } from './enrol-screen.tsx';
import { PinScreen } from './pin-screen.tsx';
import { TillScreen } from './till-screen.tsx';

/** `/`: what this browser can do right now, from a stranger to a till with a cashier. */
export function TillPage() {
  const { local, till } = useDevice();
  const identity = useStore(local.identity);
  const cashier = useStore(till.cashier);
  if (!identity) return <EnrolScreen />;
  if (!cashier) return <PinScreen identity={identity} />;
  return <TillScreen identity={identity} cashier={cashier} />;
}
