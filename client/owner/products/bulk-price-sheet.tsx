import { NativeSelect, NumberInput, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePrice, type PriceChange } from '../../../shared/catalogue/change-price.ts';
import { Button } from '../../ui/button.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Sheet } from '../../ui/sheet.tsx';
import styles from '../frame/form.module.css';
import type { BulkChange } from './use-products.ts';

interface BulkPriceSheetProps {
  busy: boolean;
  onApply: (change: BulkChange) => void;
  onClose: () => void;
}

const EXAMPLE = 12_500;
const STEPS = [1, 100, 500, 1000] as const;

/** Raises or lowers the prices of the chosen products. */
export function BulkPriceSheet({ busy, onApply, onClose }: BulkPriceSheetProps) {
  const { t } = useTranslation('products');
  const { t: owner } = useTranslation('owner');
  const [by, setBy] = useState<PriceChange['by']>('percent');
  const [down, setDown] = useState(false);
  const [typed, setTyped] = useState<number | string>('');
  const [roundTo, setRoundTo] = useState<PriceChange['roundTo']>(100);
  // Percent goes in hundredths.
  const size = typeof typed === 'number' ? Math.round(by === 'percent' ? typed * 100 : typed) : 0;
  const price: PriceChange = { by, amount: down ? -size : size, roundTo };
  const example = changePrice(EXAMPLE, price);
  return (
    <Sheet title={t('bulk.priceTitle')} closeLabel={owner('form.close')} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (size > 0) onApply({ kind: 'price', price });
        }}
      >
        <SegmentedControl
          aria-label={t('bulk.direction')}
          size="lg"
          value={down ? 'down' : 'up'}
          onChange={(value) => setDown(value === 'down')}
          data={[
            { value: 'up', label: t('bulk.up') },
            { value: 'down', label: t('bulk.down') },
          ]}
        />
        <SegmentedControl
          aria-label={t('bulk.by')}
          size="lg"
          value={by}
          onChange={(value) => setBy(value as PriceChange['by'])}
          data={[
            { value: 'percent', label: t('bulk.percent') },
            { value: 'rupiah', label: t('bulk.rupiah') },
          ]}
        />
        <NumberInput
          label={t('bulk.amount')}
          value={typed}
          onChange={setTyped}
          min={0}
          max={by === 'percent' ? 1000 : 1_000_000_000}
          allowDecimal={by === 'percent'}
          decimalScale={2}
          allowNegative={false}
          thousandSeparator="."
          decimalSeparator=","
          hideControls
          {...(by === 'percent' ? { suffix: ' %' } : { prefix: 'Rp ' })}
          data-autofocus
        />
        <NativeSelect
          label={t('bulk.roundTo')}
          size="lg"
          value={String(roundTo)}
          onChange={(event) => setRoundTo(Number(event.currentTarget.value) as PriceChange['roundTo'])}
          data={STEPS.map((step) => ({
            value: String(step),
            label: step === 1 ? t('bulk.noRounding') : formatRupiah(step),
          }))}
        />
        <p className={styles.hint} role="status">
          {example !== null && t('bulk.example', { from: formatRupiah(EXAMPLE), to: formatRupiah(example) })}
        </p>
        <Button type="submit" variant="primary" size={56} busy={busy} disabled={size === 0}>
          {t('bulk.apply')}
        </Button>
      </form>
    </Sheet>
  );
}
