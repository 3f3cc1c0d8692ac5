import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { useStore } from '../../app/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Field } from '../../ui/field.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { Pill } from '../../ui/pill.tsx';
import { playHit, playMiss } from '../../ui/sound.ts';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import { formatTime } from '../format-time.ts';
import { PageFrame, PageSection } from '../page-frame.tsx';
import { SaleStatePill } from '../sale-state-pill.tsx';
import { useFresh } from '../use-fresh.ts';
import styles from './day.module.css';
import { type FoundSale, matchSales, mergeSales } from './find-sales.ts';
import { SaleDetail } from './sale-detail.tsx';
import { usePart } from './use-part.ts';
import { useScans } from './use-scans.ts';

const OWN = 500;
const OUTLET = 1_000;
const PAGE = 50;

/** `/history`: what was sold here and on the outlet's other tablets, and what can be done about it. */
export function HistoryScreen() {
  const { t } = useTranslation('day');
  const [saleId, open] = usePart('sale');
  return (
    <PageFrame title={t('history.title')}>
      {saleId === null ? <Sales onOpen={open} /> : <SaleDetail saleId={saleId} onBack={() => open(null)} />}
    </PageFrame>
  );
}

function Sales({ onOpen }: { onOpen: (saleId: string) => void }) {
  const { t } = useTranslation('day');
  const { local } = useDevice();
  const queue = useStore(local.queue);
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState(PAGE);
  const wanted = useDeferredValue(query);
  const load = useCallback(async () => {
    const [own, outlet] = await Promise.all([local.recentSales(OWN), local.outletSales(OUTLET)]);
    return mergeSales(own, outlet);
  }, [local]);
  const sales = useFresh(load, queue, useStore(local.replicaVersion));
  const found = useMemo(() => matchSales(sales ?? [], wanted), [sales, wanted]);

  useScans((code) => {
    void local.saleForRefund(code).then((sale) => {
      if (sale) {
        playHit();
        onOpen(sale.saleId);
      } else {
        playMiss();
        showToast({ message: t('history.unknown', { code }), tone: 'warning', durationMs: 8_000 });
      }
    });
  });

  return (
    <PageSection title={t('history.list')}>
      <Field label={t('history.search')} hint={t('history.searchHint')}>
        {(control) => (
          <input
            {...control}
            type="search"
            data-testid="history-search"
            autoComplete="off"
            maxLength={60}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setShown(PAGE);
            }}
          />
        )}
      </Field>
      {sales && found.length === 0 && (
        <EmptyState
          kind="sales"
          title={sales.length === 0 ? t('history.empty') : t('history.nothing', { query: wanted.trim() })}
        >
          {t(sales.length === 0 ? 'history.emptyHint' : 'history.nothingHint')}
        </EmptyState>
      )}
      <ul className={styles.list}>
        {found.slice(0, shown).map((sale) => (
          <SaleRow key={sale.saleId} sale={sale} onOpen={onOpen} />
        ))}
      </ul>
      {found.length > shown && (
        <Button size={56} wide onClick={() => setShown(shown + PAGE)}>
          {t('history.more')}
        </Button>
      )}
    </PageSection>
  );
}

function SaleRow({ sale, onOpen }: { sale: FoundSale; onOpen: (saleId: string) => void }) {
  const { t } = useTranslation('day');
  const language = useLanguage();
  const { local } = useDevice();
  const timeZone = local.identity.get()?.outlet.timeZone;
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-testid="history-sale"
        data-receipt={sale.receiptNumber}
        onClick={() => onOpen(sale.saleId)}
      >
        <span className={styles.receipt}>{sale.receiptNumber}</span>
        <Money amount={sale.total} className={styles.amount} />
        <span className={styles.detail}>
          {formatTime(sale.soldAt, language, timeZone)}
          {sale.origin === 'outlet' && ` · ${t('history.other')}`}
        </span>
        <span className={styles.end}>
          {sale.voided && <Pill tone="warning">{t('history.voided')}</Pill>}
          {sale.refunded > 0 && (
            <Pill tone="warning">{t('history.refunded', { amount: formatRupiah(sale.refunded) })}</Pill>
          )}
          {sale.state && <SaleStatePill state={sale.state} />}
        </span>
      </button>
    </li>
  );
}
