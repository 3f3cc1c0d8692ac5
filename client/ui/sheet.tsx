import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { enterModal } from './modal-host.ts';
import styles from './sheet.module.css';

export type SheetProps = {
  title: string;
  closeLabel: string;
  /** Esc, the close button and a press on the backdrop. Render the sheet only while it is open. */
  onClose: () => void;
  /** The element with `data-autofocus` takes the focus; otherwise nothing that can be pressed does. */
  children: ReactNode;
  /** Stays in view under the scrolling content. */
  footer?: ReactNode;
  /** `bottom` rises from the lower edge on narrow screens and is centred on wide ones; `side` stands at the right. */
  placement?: 'bottom' | 'side';
  className?: string;
};

/** A modal native dialog: the browser makes the rest inert, traps the focus and gives it back on closing. */
export function Sheet({
  title,
  closeLabel,
  onClose,
  children,
  footer,
  placement = 'bottom',
  className,
}: SheetProps) {
  const dialogRef = useRef<HTMLDialogElement>(null);
  const panelRef = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const onCloseRef = useRef(onClose);
  useEffect(() => {
    onCloseRef.current = onClose;
  });

  useLayoutEffect(() => {
    const dialog = dialogRef.current;
    if (!dialog) return;
    const onCancel = (event: Event) => {
      event.preventDefault();
      onCloseRef.current();
    };
    // A second Esc closes whatever `cancel` says; the parent must hear of it. A close of our own has removed us.
    const onNativeClose = () => {
      if (!dialog.open) onCloseRef.current();
    };
    // Pressed and let go on the backdrop: a text selected from inside out is no wish to close, and closing at the
    // press already would let the browser drop the focus that has just been given back.
    let pressedOutside = false;
    const onPointerDown = (event: PointerEvent) => {
      pressedOutside = event.target === dialog;
    };
    const onClick = (event: MouseEvent) => {
      // The second half of the double tap that opened the sheet must not close it.
      if (pressedOutside && event.target === dialog && event.detail <= 1) onCloseRef.current();
    };
    dialog.showModal();
    // Not the close button, which the browser would choose: a scanner's Enter would press it.
    (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? panelRef.current)?.focus();
    const leaveModal = enterModal(dialog);
    dialog.addEventListener('cancel', onCancel);
    dialog.addEventListener('close', onNativeClose);
    dialog.addEventListener('pointerdown', onPointerDown);
    dialog.addEventListener('click', onClick);
    return () => {
      leaveModal();
      dialog.removeEventListener('cancel', onCancel);
      dialog.removeEventListener('close', onNativeClose);
      dialog.removeEventListener('pointerdown', onPointerDown);
      dialog.removeEventListener('click', onClick);
      dialog.close();
    };
  }, []);

  return (
    <dialog
      ref={dialogRef}
      aria-labelledby={titleId}
      className={classNames(styles.dialog, styles[placement], className)}
    >
      <div className={styles.panel} tabIndex={-1} ref={panelRef}>
        <div className={styles.header}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          <IconButton aria-label={closeLabel} onClick={onClose}>
            <IconX size={24} aria-hidden="true" />
          </IconButton>
        </div>
        <div className={styles.body}>{children}</div>
        {footer && <div className={styles.footer}>{footer}</div>}
      </div>
    </dialog>
  );
}
