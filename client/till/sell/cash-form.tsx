import { type FormEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_RUPIAH } from '../../../shared/money.ts';
import { suggestCash } from '../../../shared/pricing/quick-cash.ts';
import { useStore } from '../../app/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { formatRupiah, formatRupiahBare } from '../../ui/format-rupiah.ts';
import { Keypad } from '../../ui/keypad.tsx';
import { Money } from '../../ui/money.tsx';
import { useDevice } from '../device-context.ts';
import { readDigits } from '../parse-amount.ts';
import { isWholeCash } from '../price-of-cart.ts';
import type { TenderFormProps } from './tender-form.ts';
import styles from './tender-sheet.module.css';

/** Cash: what is handed over and what goes back. */
export function CashForm({ due, failure, onPaid }: TenderFormProps) {
  const { t } = useTranslation('till');
  const { t: sell } = useTranslation('sell');
  const { t: common } = useTranslation();
  const { local, till } = useDevice();
  const { rounding } = useStore(local.outletSettings).pricing;
  const { customer } = useStore(till.cart);
  const quick = useMemo(() => suggestCash(due).filter((amount) => amount > due), [due]);
  const [digits, setDigits] = useState('');
  // After a quick amount the next key begins a new number.
  const [whole, setWhole] = useState(false);
  const [kept, setKept] = useState<'none' | 'small' | 'all'>('none');
  const committing = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  const received = Number(digits);
  const enough = received >= due;
  const change = received - due;
  const keepable = customer && enough && change > 0 ? { all: change, small: change % 1_000 } : null;
  const changeKept = keepable ? { none: 0, ...keepable }[kept] : 0;

  // The button of a sheet's header would have the focus otherwise.
  useEffect(() => field.current?.focus(), []);

  function write(next: string) {
    const clean = next.replace(/^0+(?=\d)/, '');
    if (Number(clean) > MAX_RUPIAH) return;
    setDigits(clean);
    setWhole(false);
    setKept('none');
  }

  function give(amount: number) {
    setDigits(String(amount));
    setWhole(true);
    setKept('none');
    field.current?.focus();
  }

  async function confirm(event: FormEvent) {
    event.preventDefault();
    if (!enough || committing.current) return;
    committing.current = true;
    try {
      await onPaid({ method: 'cash', amount: due, tendered: received }, { changeKept });
    } finally {
      committing.current = false;
    }
  }

  /** The second tap of a double tap on Pay must not pay. */
  function ignoreSecondTap(event: MouseEvent) {
    if (event.detail > 1) event.preventDefault();
  }

  return (
    <form onSubmit={confirm} className={styles.form} noValidate>
      <div className={styles.amounts}>
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
            className={classNames(styles.exact, digits !== '' && received === due && styles.chosen)}
            onClick={() => give(due)}
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
        {received > 0 && !enough && isWholeCash(received, rounding) && (
          <Button
            size={48}
            wide
            data-testid="tender-part-add"
            onClick={() => {
              void onPaid({ method: 'cash', amount: received, tendered: received });
              setDigits('');
            }}
          >
            {sell('tender.takePart', { amount: formatRupiah(received) })}
          </Button>
        )}
        {keepable && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a border and a legend of its own
          <div className={styles.keep} role="group" aria-label={sell('tender.keepChange')}>
            {(['small', 'all'] as const)
              .filter((part) => keepable[part] > 0 && (part === 'all' || keepable.small < keepable.all))
              .map((part) => (
                <Button
                  key={part}
                  aria-pressed={kept === part}
                  className={classNames(kept === part && styles.chosen)}
                  data-testid={`keep-${part}`}
                  onClick={() => setKept(kept === part ? 'none' : part)}
                >
                  {sell('tender.keep', { amount: formatRupiah(keepable[part]) })}
                </Button>
              ))}
          </div>
        )}
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
  );
}
