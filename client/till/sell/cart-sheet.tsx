import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useDevice } from '../device-context.ts';
import { parseDiscount } from '../parse-amount.ts';
import type { Proposal } from '../till-session.ts';
import { DiscountField, typedDiscount } from './discount-field.tsx';
import styles from './sell-form.module.css';

/** What is decided about the whole cart: its discount, and the table or name it is for. */
export function CartSheet({
  onClose,
  offerUndo,
}: {
  onClose: () => void;
  offerUndo: (message: string, undo: () => void) => void;
}) {
  const { t } = useTranslation('sell');
  const { t: common } = useTranslation();
  const { till } = useDevice();
  const cart = useStore(till.cart);
  const [discount, setDiscount] = useState(() => typedDiscount(cart.discount));
  const [label, setLabel] = useState(cart.label);
  const [failure, setFailure] = useState<(Proposal & { ok: false })['reason'] | null>(null);
  const parsed = parseDiscount(discount.kind, discount.text);

  async function apply(event: FormEvent) {
    event.preventDefault();
    if (!parsed.ok) return;
    const { discount: before, label: labelBefore } = till.cart.get();
    if (JSON.stringify(parsed.discount) !== JSON.stringify(before)) {
      const result = await till.propose({ type: 'discount', discount: parsed.discount });
      if (!result.ok) return setFailure(result.reason);
      offerUndo(t('discount.changed'), () => till.change({ type: 'discount', discount: before }));
    }
    if (label !== labelBefore) till.change({ type: 'label', label: label.trim() });
    onClose();
  }

  return (
    <Sheet title={t('cart.title')} closeLabel={common('close')} onClose={onClose} className={styles.sheet}>
      <form onSubmit={apply} className={styles.form} noValidate>
        <DiscountField
          label={t('discount.cart')}
          value={discount}
          onChange={setDiscount}
          error={parsed.ok ? null : parsed.reason}
          autofocus
        />
        <Field label={t('cart.label')} hint={t('cart.labelHint')}>
          {(control) => (
            <input
              {...control}
              data-testid="cart-label-input"
              autoComplete="off"
              maxLength={60}
              value={label}
              onChange={(event) => setLabel(event.target.value)}
            />
          )}
        </Field>
        <p role="alert" className={styles.error} data-testid="cart-error">
          {failure && t(`problems.${failure}`)}
        </p>
        <Button type="submit" variant="primary" size={64} wide data-testid="cart-apply">
          {t('apply')}
        </Button>
      </form>
    </Sheet>
  );
}
