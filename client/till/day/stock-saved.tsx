import { useTranslation } from 'react-i18next';
import type { StockDocumentRecord } from '../../../shared/sync/day-records.ts';
import { Button } from '../../ui/button.tsx';
import { useDevice } from '../device-context.ts';
import { formatQuantity } from '../parse-quantity.ts';
import styles from './day.module.css';

/** What was saved; of a count what was found against what was recorded, now that nobody counts any more. */
export function StockSaved({ record, onAgain }: { record: StockDocumentRecord; onAgain: () => void }) {
  const { t } = useTranslation('day');
  const { local } = useDevice();
  const differing = record.lines.filter(
    ({ quantityMilli, expectedMilli }) => expectedMilli === undefined || expectedMilli !== quantityMilli,
  );
  const unsigned = (milli: number) => `${milli < 0 ? '-' : ''}${formatQuantity(Math.abs(milli))}`;
  return (
    <div className={styles.stack} data-testid="stock-saved" data-lines={record.lines.length}>
      <p className={styles.ok} role="status">
        {t(`stock.saved.${record.type === 'transfer' ? 'receive' : record.type}`)}. {t('stock.savedHint')}
      </p>
      {record.type === 'count' && (
        <>
          <h3 className={styles.subhead}>{t('stock.varianceTitle')}</h3>
          {differing.length === 0 && <p className={styles.hint}>{t('stock.noVariance')}</p>}
          <ul className={styles.list}>
            {differing.map(({ productId, quantityMilli, expectedMilli }) => (
              <li
                key={productId}
                className={styles.row}
                data-testid="stock-variance"
                data-milli={expectedMilli === undefined ? '' : quantityMilli - expectedMilli}
              >
                <span className={styles.name}>{local.productById(productId)?.name ?? '–'}</span>
                <span className={styles.amount}>
                  {expectedMilli !== undefined &&
                    `${quantityMilli > expectedMilli ? '+' : ''}${unsigned(quantityMilli - expectedMilli)}`}
                </span>
                <span className={styles.detail}>
                  {expectedMilli === undefined
                    ? t('stock.foundOnly', { found: formatQuantity(quantityMilli) })
                    : t('stock.found', {
                        found: formatQuantity(quantityMilli),
                        expected: unsigned(expectedMilli),
                      })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Button variant="primary" size={56} wide data-testid="stock-again" onClick={onAgain}>
        {t('stock.again')}
      </Button>
    </div>
  );
}
