import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { labelsOf, type ShelfLabel } from '../../../shared/receipt/labels-of.ts';
import type { PrintDesk } from '../../devices/print-desk.ts';
import type { Product } from '../../local/types.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import styles from './devices.module.css';

const FOUND = 6;
const MOST = 99;

/** Shelf labels of chosen goods, on the printer with that task. */
export function LabelsSheet({ desk, onClose }: { desk: PrintDesk; onClose: () => void }) {
  const { t } = useTranslation('printing');
  const { t: common } = useTranslation();
  const { local } = useDevice();
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState<readonly (ShelfLabel & { id: string })[]>([]);
  const printer = desk.printerFor('label') ?? desk.printerFor('receipt');
  const found = query.trim() ? local.searchProducts(query.trim(), { limit: FOUND }) : [];
  const count = wanted.reduce((sum, label) => sum + label.count, 0);

  function take({ id, name, unit, price, barcodes, sku }: Product) {
    setQuery('');
    if (wanted.some((label) => label.id === id)) return;
    setWanted([...wanted, { id, name, unit, price, code: barcodes[0] ?? sku, count: 1 }]);
  }

  async function print() {
    if (!printer) return;
    const document = labelsOf(
      wanted.map(({ id: _id, ...label }) => label),
      'id',
    );
    await desk.print([
      {
        id: `${local.newSaleId()}.labels`,
        printerId: printer.id,
        kind: 'label',
        title: document.title,
        document,
      },
    ]);
    showToast({ message: t('labels.added'), tone: 'ok' });
    onClose();
  }

  return (
    <Sheet
      title={t('labels.title')}
      closeLabel={common('close')}
      onClose={onClose}
      placement="side"
      footer={
        <Button
          variant="primary"
          size={56}
          wide
          disabled={!printer || count === 0}
          data-testid="labels-print"
          onClick={() => void print()}
        >
          {t('labels.print', { count })}
        </Button>
      }
    >
      <div className={styles.form}>
        {!printer && <p className={styles.problem}>{t('labels.noPrinter')}</p>}
        <Field label={t('labels.search')}>
          {(control) => (
            <input
              {...control}
              type="search"
              autoComplete="off"
              data-testid="labels-search"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
          )}
        </Field>
        {found.map((product) => (
          <Button key={product.id} data-testid="labels-found" onClick={() => take(product)}>
            {product.name} · {formatRupiah(product.price)}
          </Button>
        ))}
        {wanted.map((label) => (
          <Field key={label.id} label={`${label.name} · ${t('labels.count')}`}>
            {(control) => (
              <input
                {...control}
                type="number"
                inputMode="numeric"
                min={0}
                max={MOST}
                value={label.count}
                onChange={(event) => {
                  const pieces = Math.min(MOST, Math.max(0, Math.round(Number(event.target.value)) || 0));
                  setWanted(wanted.map((one) => (one.id === label.id ? { ...one, count: pieces } : one)));
                }}
              />
            )}
          </Field>
        ))}
      </div>
    </Sheet>
  );
}
