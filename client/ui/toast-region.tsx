import { IconX } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import styles from './toast-region.module.css';
import { actOnToast, currentToasts, dismissToast, subscribeToToasts, type Toast } from './toast-store.ts';

export type ToastRegionProps = {
  /** Name of the region, e.g. "Pemberitahuan". */
  label: string;
  closeLabel: string;
};

/** Where toasts appear; once in the shell. Screen readers hear them politely. */
export function ToastRegion({ label, closeLabel }: ToastRegionProps) {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts);
  // The clock stops while someone reads or reaches for the action.
  const [held, setHeld] = useState(false);
  return (
    <section
      aria-label={label}
      aria-live="polite"
      className={styles.region}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} held={held} closeLabel={closeLabel} />
      ))}
    </section>
  );
}

function ToastCard({ toast, held, closeLabel }: { toast: Toast; held: boolean; closeLabel: string }) {
  const { id, durationMs } = toast;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(id), durationMs);
    return () => clearTimeout(timer);
  }, [held, id, durationMs]);
  return (
    <div className={classNames(styles.toast, styles[toast.tone])}>
      <span className={styles.message}>{toast.message}</span>
      {toast.onAction && (
        <button type="button" className={styles.action} onClick={() => actOnToast(id)}>
          {toast.actionLabel}
        </button>
      )}
      <IconButton aria-label={closeLabel} className={styles.close} onClick={() => dismissToast(id)}>
        <IconX size={20} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
