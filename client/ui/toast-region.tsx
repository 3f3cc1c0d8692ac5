import { IconX } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { subscribeToModals, topmostModal } from './modal-host.ts';
import styles from './toast-region.module.css';
import { actOnToast, currentToasts, dismissToast, subscribeToToasts, type Toast } from './toast-store.ts';

export type ToastRegionProps = {
  /** Name of the region, e.g. "Pemberitahuan". */
  label: string;
  closeLabel: string;
};

/**
 * Where toasts appear; once in the shell. Screen readers hear them politely. Set `--toast-offset` on the root
 * where something at the lower edge, as the pay button, must stay free, `--toast-side` where something at the right.
 */
export function ToastRegion({ label, closeLabel }: ToastRegionProps) {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts);
  const modal = useSyncExternalStore(subscribeToModals, topmostModal);
  // The clock stops while someone reads or reaches for the action.
  const [held, setHeld] = useState(false);
  // A pressed button takes its focus along when its toast goes: no blur would end the hold.
  const release = () => setHeld(false);
  const region = (
    <section
      aria-label={label}
      aria-live="polite"
      className={classNames(styles.region, modal && styles.inModal)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={release}
      onFocus={() => setHeld(true)}
      onBlur={release}
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} held={held} closeLabel={closeLabel} onPressed={release} />
      ))}
    </section>
  );
  return modal ? createPortal(region, modal) : region;
}

type ToastCardProps = { toast: Toast; held: boolean; closeLabel: string; onPressed: () => void };

function ToastCard({ toast, held, closeLabel, onPressed }: ToastCardProps) {
  const { id, durationMs } = toast;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(id), durationMs);
    return () => clearTimeout(timer);
  }, [held, id, durationMs]);
  const press = (act: (id: number) => void) => () => {
    onPressed();
    act(id);
  };
  return (
    <div className={classNames(styles.toast, styles[toast.tone])}>
      <span className={styles.message}>{toast.message}</span>
      {toast.onAction && (
        <button type="button" className={styles.action} onClick={press(actOnToast)}>
          {toast.actionLabel}
        </button>
      )}
      <IconButton aria-label={closeLabel} className={styles.close} onClick={press(dismissToast)}>
        <IconX size={20} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
