import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/use-store.ts';
import type { StaffMember } from '../../local/types.ts';
import { Avatar } from '../avatar.tsx';
import { useDevice } from '../device-context.ts';
import menu from '../device-menu.module.css';
import { PinPad } from '../pin-pad.tsx';
import styles from './day.module.css';

/** Somebody chooses themselves and types their PIN; they are signed in when `onSignedIn` is called. */
export function StaffPin({
  without,
  onChosen,
  onSignedIn,
}: {
  /** not offered */
  without?: string;
  /** from here on digits mean the PIN */
  onChosen?: (chosen: boolean) => void;
  onSignedIn: (member: StaffMember) => void;
}) {
  const { t } = useTranslation('day');
  const { local, till } = useDevice();
  const staff = useStore(local.staff).filter(({ id }) => id !== without);
  const [chosen, setChosen] = useState<StaffMember | null>(null);
  function choose(member: StaffMember | null) {
    setChosen(member);
    onChosen?.(member !== null);
  }

  useEffect(() => {
    if (!chosen) return;
    return till.cashier.subscribe(() => {
      const cashier = till.cashier.get();
      if (cashier?.id === chosen.id) onSignedIn(cashier);
    });
  }, [chosen, onSignedIn, till]);

  if (chosen) return <PinPad staff={chosen} onBack={() => choose(null)} />;
  if (staff.length === 0) return <p className={styles.hint}>{t('handover.nobody')}</p>;
  return (
    <div className={menu.menu}>
      {staff.map((member) => (
        <button
          key={member.id}
          type="button"
          className={menu.item}
          data-testid={`switch-${member.name}`}
          onClick={() => choose(member)}
        >
          <Avatar name={member.name} size="small" />
          {member.name}
        </button>
      ))}
    </div>
  );
}
