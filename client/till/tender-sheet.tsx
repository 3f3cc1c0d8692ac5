import { type FormEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_RUPIAH } from '../../shared/money.ts';
import type { LocalErrorCode } from '../local/types.ts';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { formatRupiahBare } from '../ui/format-rupiah.ts';
import { Keypad } from '../ui/keypad.tsx';
import { Money } from '../ui/money.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { type Cart, cartTotal } from './cart.ts';
import { useDevice } from './device-context.ts';
import { quickAmounts } from './quick-amounts.ts';
import styles from './tender-sheet.module.css';

/** Cash: what is handed over and what goes back. Closing it leaves the cart as it was. */
export function TenderSheet({
  cart,
  onClose,
  onDone,
}: {
  cart: Cart;
  onClose: () => void;
  onDone: () => void;
}) {
  const { t } = useTranslation('till');
  const { t: common } = useTranslation();
  const { till } = useDevice();
  const total = cartTotal(cart);
  const quick = useMemo(() => quickAmounts(total), [total]);
  const [digits, setDigits] = useState('');
  // After a quick amount the next key begins a new number.
  const [whole, setWhole] = useState(false);
  const [failure, setFailure] = useState<LocalErrorCode | null>(null);
  const committing = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  const received = Number(digits);
  const enough = received >= total;
  const change = received - total;

  // The button of a sheet's header would have the focus otherwise.
  useEffect(() => field.current?.focus(), []);

  function write(next: string) {
    const clean = next.replace(/^0+(?=\d)/, '');
    if (Number(clean) > MAX_RUPIAH) return;
    setDigits(clean);
    setWhole(false);
    setFailure(null);
  }

  function give(amount: number) {
    setDigits(String(amount));
    setWhole(true);
    setFailure(null);
    field.current?.focus();
  }

  async function confirm(event: FormEvent) {
    event.preventDefault();
    if (!enough || committing.current) return;
    committing.current = true;
    const result = await till.pay(received);
    committing.current = false;
    if (result.ok) onDone();
    else setFailure(result.code);
  }

  /** The second tap of a double tap on Pay must not pay. */
  function ignoreSecondTap(event: MouseEvent) {
    if (event.detail > 1) event.preventDefault();
  }

  return (
    <Sheet title={t('tender.title')} closeLabel={common('back')} onClose={onClose} className={styles.sheet}>
      <form onSubmit={confirm} className={styles.form} noValidate>
        <div className={styles.amounts}>
          <div className={styles.total}>
            <span>{t('tender.total')}</span>
            <Money amount={total} size="huge" data-testid="tender-total" data-amount={total} />
          </div>
          <label className={styles.received}>
            <span>{t('tender.received')}</span>
            <span className={styles.box}>
              <span aria-hidden="true">Rp</span>
              <input
                ref={field}
                data-testid="tender-amount"
                className={styles.field}
                // The pad is the keyboard; a real one still types.
                inputMode="none"
                autoComplete="off"
                placeholder="0"
                value={digits === '' ? '' : formatRupiahBare(received)}
                onChange={(event) => {
                  const typed = readDigits(event.target.value);
                  if (typed !== null) write(typed);
                }}
              />
            </span>
          </label>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a border and a legend of its own */}
          <div className={styles.quick} role="group" aria-label={t('tender.quick')}>
            <Button
              size={56}
              data-testid="tender-exact"
              className={classNames(styles.exact, digits !== '' && received === total && styles.chosen)}
              onClick={() => give(total)}
            >
              {t('tender.exact')}
            </Button>
            {quick.map((amount) => (
              <Button
                key={amount}
                size={56}
                data-testid="tender-quick"
                data-amount={amount}
                className={classNames(received === amount && styles.chosen)}
                onClick={() => give(amount)}
              >
                {formatRupiahBare(amount)}
              </Button>
            ))}
          </div>
          <div className={styles.change} data-short={(digits !== '' && !enough) || undefined}>
            <span>{digits !== '' && !enough ? t('tender.short') : t('tender.change')}</span>
            <output aria-live="polite" data-testid="tender-change" data-amount={enough ? change : ''}>
              {digits === '' ? '–' : <Money amount={Math.abs(change)} size="large" />}
            </output>
          </div>
        </div>
        <Keypad
          label={t('tender.pad')}
          backspaceLabel={common('backspace')}
          extraKey="000"
          testIdPrefix="tender-key"
          className={styles.pad}
          onKey={(key) => write((whole ? '' : digits) + key)}
          onBackspace={() => write(whole ? '' : digits.slice(0, -1))}
        />
        <div className={styles.finish}>
          <p role="alert" className={styles.error} data-testid="tender-error">
            {failure && t(`tender.errors.${failure}`)}
          </p>
          <Button
            type="submit"
            variant="primary"
            size={64}
            wide
            disabled={!enough}
            data-testid="tender-confirm"
            onClick={ignoreSecondTap}
          >
            {t('tender.confirm')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

/** The digits of `Rp 100.000`; null for what is no whole amount, which then changes nothing. */
function readDigits(typed: string): string | null {
  const bare = typed.replace(/^\s*Rp/i, '').replace(/[.\s\u00a0]/g, '');
  return /^\d*$/.test(bare) ? bare : null;
}
