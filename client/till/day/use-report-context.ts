import { useStore } from '../../app/use-store.ts';
import { useDevice } from '../device-context.ts';
import { useStaffName } from './staff-name.ts';

/** Names and places for reports; null on a device without an outlet. */
export function useReportContext() {
  const { local } = useDevice();
  const identity = useStore(local.identity);
  const { receipt } = useStore(local.outletSettings);
  const nameOf = useStaffName();
  return identity && { identity, shopName: receipt.shopName, nameOf, now: Date.now() };
}
