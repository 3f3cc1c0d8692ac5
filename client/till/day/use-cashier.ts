import { useStore } from '../../app/use-store.ts';
import type { StaffMember } from '../../local/types.ts';
import { useDevice } from '../device-context.ts';

/** Who works; for parts that are drawn only while somebody does. */
export function useCashier(): StaffMember {
  const cashier = useStore(useDevice().till.cashier);
  if (!cashier) throw new Error('nobody is signed in');
  return cashier;
}
