import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rupiah } from '../../../shared/money.ts';
import type { Denominations } from '../../../shared/sync/day-records.ts';
import { useStore } from '../../app/use-store.ts';
import { formatRupiah, formatRupiahBare } from '../../ui/format-rupiah.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Money } from '../../ui/money.tsx';
import { useDevice } from '../device-context.ts';
import { parseAmount, readDigits } from '../parse-amount.ts';
import { Segments } from '../segments.tsx';
import { MoneyField } from '../sell/money-field.tsx';
import styles from './denomination-count.module.css';
import { sumPieces, withPieces } from './sum-pieces.ts';

/** Money as somebody counted it: by pieces, or as one typed amount. */
export interface Counted {
  by: 'pieces' | 'amount';
  pieces: Denominations;
  text: string;
}

export const NOTHING_COUNTED: Counted = { by: 'pieces', pieces: {}, text: '' };

/** What was counted; null while the typed amount can't be read. */
export function amountOf({ by, pieces, text }: Counted): Rupiah | null {
  if (by === 'pieces') return sumPieces(pieces);
  const parsed = parseAmount(text);
  return parsed.ok ? parsed.amount : null;
}

/** A pad for each note and coin of the outlet, with the sum of it all in view. */
export function DenominationCount({
  counted,
  onChange,
}: {
  counted: Counted;
  onChange: (counted: Counted) => void;
}) {
  const { t } = useTranslation('day');
  const { local } = useDevice();
  const { denominations } = useStore(local.outletSettings);
  const [touched, setTouched] = useState(false);
  const amount = amountOf(counted);
  const parsed = parseAmount(counted.text);
  return (
    <div className={styles.count}>
      <Segments
        label={t('count.by')}
        value={counted.by}
        options={[
          { value: 'pieces', text: t('count.byPieces') },
          { value: 'amount', text: t('count.byAmount') },
        ]}
        onChange={(by) => onChange({ ...counted, by })}
      />
      {counted.by === 'pieces' ? (
        <ul className={styles.notes} aria-label={t('count.label')}>
          {denominations.map((value) => (
            <Note
              key={value}
              value={value}
              count={counted.pieces[String(value)] ?? 0}
              onCount={(count) => onChange({ ...counted, pieces: withPieces(counted.pieces, value, count) })}
            />
          ))}
        </ul>
      ) : (
        <MoneyField
          label={t('count.amount')}
          error={
            touched && !parsed.ok && t(`amount.${parsed.reason === 'over100' ? 'tooLarge' : parsed.reason}`)
          }
          value={counted.text}
          onChange={(text) => {
            setTouched(true);
            onChange({ ...counted, text });
          }}
          testId="counted-amount"
        />
      )}
      <p className={styles.total}>
        <span>{t('count.total')}</span>
        <output aria-live="polite" data-testid="count-total" data-amount={amount ?? ''}>
          {amount === null ? '–' : <Money amount={amount} size="large" />}
        </output>
      </p>
    </div>
  );
}

function Note({ value, count, onCount }: { value: Rupiah; count: number; onCount: (count: number) => void }) {
  const { t } = useTranslation('day');
  const id = useId();
  const name = formatRupiah(value);
  return (
    <li className={styles.note}>
      <label htmlFor={id} className={styles.value}>
        <span className="visually-hidden">{t('count.pieces', { value: name })}</span>
        <span aria-hidden="true">{formatRupiahBare(value)}</span>
      </label>
      <span className={styles.stepper}>
        <IconButton
          size={48}
          aria-label={t('count.less', { value: name })}
          disabled={count === 0}
          data-testid={`less-${value}`}
          onClick={() => onCount(count - 1)}
        >
          <IconMinus size={22} aria-hidden="true" />
        </IconButton>
        <input
          id={id}
          className={styles.pieces}
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          placeholder="0"
          data-testid={`pieces-${value}`}
          value={count === 0 ? '' : String(count)}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            const digits = readDigits(event.target.value);
            if (digits !== null) onCount(Number(digits));
          }}
        />
        <IconButton
          size={48}
          aria-label={t('count.more', { value: name })}
          data-testid={`more-${value}`}
          onClick={() => onCount(count + 1)}
        >
          <IconPlus size={22} aria-hidden="true" />
        </IconButton>
      </span>
      <span className={styles.worth} aria-hidden="true">
        {formatRupiahBare(count * value)}
      </span>
    </li>
  );
}
