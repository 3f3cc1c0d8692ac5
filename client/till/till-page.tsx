import { useStore } from '../app/use-store.ts';
import { ShiftGate } from './day/lazy-rooms.ts';
import { useDevice } from './device-context.ts';
import { DeviceMenu } from './device-menu.tsx';
import { EnrolScreen } from './enrol-screen.tsx';
import { PinScreen } from './pin-screen.tsx';
import { TillScreen } from './till-screen.tsx';

/** `/`: what this browser can do right now, from a stranger to a till with a cashier. */
export function TillPage() {
  const { local, till } = useDevice();
  const identity = useStore(local.identity);
  const cashier = useStore(till.cashier);
  const { required } = useStore(local.outletSettings).shift;
  const shift = useStore(local.shift);
  const done = useStore(till.done);
  if (!identity) return <EnrolScreen />;
  if (!cashier) return <PinScreen identity={identity} />;
  // What was sold just now may still be on the screen: its change first.
  if (required && !shift && !done) return <ShiftGate menu={<DeviceMenu />} />;
  return <TillScreen identity={identity} cashier={cashier} />;
}
