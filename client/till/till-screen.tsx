import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import type { DeviceIdentity, StaffMember } from '../local/types.ts';
import { Logo } from '../ui/logo.tsx';
import { showToast } from '../ui/toast-store.ts';
import { isEmpty } from './cart.ts';
import { CartPanel } from './cart-panel.tsx';
import { CashierButton } from './cashier-button.tsx';
import { CataloguePanel } from './catalogue-panel.tsx';
import { useDevice } from './device-context.ts';
import { DeviceMenu } from './device-menu.tsx';
import { SaleDoneScreen } from './sale-done-screen.tsx';
import { useHearOffered } from './sell/online/offered-methods.ts';
import { useSheets } from './sell/use-sheets.ts';
import { SyncPill } from './sync-pill.tsx';
import styles from './till-screen.module.css';
import { UpdatePrompt } from './update-prompt.tsx';

/** Selling: catalogue and cart side by side, the payment over them, the change when it is done. */
export function TillScreen({ identity, cashier }: { identity: DeviceIdentity; cashier: StaffMember }) {
  const { t } = useTranslation('till');
  const { local, till } = useDevice();
  const cart = useStore(till.cart);
  const done = useStore(till.done);
  const [paying, setPaying] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const ask = useStore(till.ask);
  const approval = useStore(till.approval);
  const sheets = useSheets(paying || ask !== null || approval !== null);

  useHearOffered();

  // An online payment that the till was shut over goes on where it was.
  const waiting = cart.online != null;
  useEffect(() => {
    if (waiting) setPaying(true);
  }, [waiting]);

  const pay = useCallback(() => {
    if (isEmpty(till.cart.get())) return;
    if (local.outletSettings.get().shift.required && !local.shift.get()) {
      showToast({ message: t('cart.shiftNeeded'), tone: 'warning' });
      return;
    }
    const ready = till.readyToPay();
    if (ready === true) setPaying(true);
    else void ready.then(setPaying);
  }, [local, t, till]);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return;
      if (event.key === 'F2') {
        till.next();
        search.current?.focus();
      } else if (event.key === 'F4') pay();
      else return;
      event.preventDefault();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [till, pay]);

  return (
    <div className={styles.screen}>
      <header className={styles.bar}>
        <Logo size={36} />
        <CashierButton
          cashier={cashier}
          place={identity.outlet.name}
          label={t('nav.switch', { name: cashier.name, place: identity.outlet.name })}
        />
        <SyncPill />
        <DeviceMenu />
      </header>
      <main className={styles.catalogue}>
        <h1 className="visually-hidden">{t('nav.till')}</h1>
        <CataloguePanel searchRef={search} />
      </main>
      <CartPanel className={styles.cart} onPay={pay} />
      {sheets && paying && !isEmpty(cart) && !done && (
        <sheets.TenderSheet onClose={() => setPaying(false)} onDone={() => setPaying(false)} />
      )}
      {sheets && ask && <sheets.ItemSheet ask={ask} />}
      {sheets && approval && <sheets.ApprovalSheet ask={approval} />}
      {done && <SaleDoneScreen sale={done} />}
      <UpdatePrompt cartEmpty={isEmpty(cart) && !done} />
    </div>
  );
}
