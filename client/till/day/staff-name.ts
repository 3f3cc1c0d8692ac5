import { useStore } from '../../app/use-store.ts';
import { useDevice } from '../device-context.ts';

/** Names of staff by id; a dash for those who are gone. */
export function useStaffName(): (staffId: string) => string {
  const { local } = useDevice();
  const staff = useStore(local.staff);
  return (staffId) => staff.find(({ id }) => id === staffId)?.name ?? '–';
}
