import { Suspense, useState } from 'react';
import type { StaffMember } from '../local/types.ts';
import styles from './cashier-button.module.css';
import { SwitchSheet } from './day/lazy-rooms.ts';

/** Who works, and where; a press changes that without leaving the cart. */
export function CashierButton({
  cashier,
  place,
  label,
}: {
  cashier: StaffMember;
  place: string;
  label: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.cashier}
        aria-label={label}
        data-testid="cashier"
        onClick={() => setOpen(true)}
      >
        <strong>{cashier.name}</strong>
        <span>{place}</span>
      </button>
      {open && (
        <Suspense fallback={null}>
          <SwitchSheet onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
