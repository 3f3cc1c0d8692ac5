import { IconTrash } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockDocumentRecord } from '../../../shared/sync/day-records.ts';
import { useStore } from '../../app/use-store.ts';
import type { Product } from '../../local/types.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { playHit, playMiss } from '../../ui/sound.ts';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import { keeper } from '../keeper.ts';
import { mayDo } from '../may-do.ts';
import { formatQuantity } from '../parse-quantity.ts';
import { productAsk } from '../product-ask.ts';
import { Segments } from '../segments.tsx';
import { MoneyField } from '../sell/money-field.tsx';
import styles from './day.module.css';
import { ProductFind } from './product-find.tsx';
import { QuantityStepper } from './quantity-stepper.tsx';
import {
  keptLines,
  readLines,
  readStockQuantity,
  type StockLine,
  type StockWork,
  withScan,
} from './stock-list.ts';
import { StockSaved } from './stock-saved.tsx';
import { useApproval } from './use-approval.tsx';
import { useCashier } from './use-cashier.ts';
import { useOnce } from './use-once.ts';
import { useScans } from './use-scans.ts';

/** A count, a delivery or waste: scans fill the list, which survives a reload until it is saved. */
export function StockDocument({ work }: { work: StockWork }) {
  const { t } = useTranslation('day');
  const { local, till } = useDevice();
  const { id: staffId } = useCashier();
  const { approve, sheet } = useApproval();
  const slot = `stock-${work}`;
  const [lines, setLines] = useState<readonly StockLine[] | null>(null);
  const [reference, setReference] = useState('');
  const [blind, setBlind] = useState(true);
  const [asked, setAsked] = useState(false);
  const [saved, setSaved] = useState<StockDocumentRecord | null>(null);
  const [keep] = useState(() => keeper((state) => local.saveDraft(slot, state)));
  const { once, failure, setFailure } = useOnce();
  // Scans come faster than screens are drawn.
  const latest = useRef<readonly StockLine[]>([]);
  const list = lines ?? [];
  const reasonMissing = work === 'waste' && reference.trim() === '';

  useEffect(() => {
    let current = true;
    void local.loadDraft(slot).then((kept) => {
      if (!current || latest.current.length > 0) return;
      latest.current = keptLines(kept);
      setLines(latest.current);
    });
    return () => {
      current = false;
    };
  }, [local, slot]);

  function change(next: readonly StockLine[]) {
    latest.current = next;
    setLines(next);
    keep(next.length === 0 ? null : next);
  }
  function add(product: Product, milli?: number) {
    setSaved(null);
    const next = withScan(latest.current, product, milli);
    if (next === latest.current) {
      playMiss();
      showToast({ message: t('stock.full'), tone: 'warning' });
      return;
    }
    playHit();
    change(next);
  }

  useScans((code) => {
    const [found] = local.findCode(code);
    if (found) return add(found.product, found.unit?.factorMilli);
    playMiss();
    const mayCreate = mayDo('editProduct', till.cashier.get()?.role ?? 'cashier', local.outletSettings.get());
    showToast({
      message: t('stock.unknown', { code }),
      tone: 'warning',
      ...(mayCreate && { actionLabel: t('product.create'), onAction: () => productAsk.set({ code }) }),
    });
  });

  async function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    const read = readLines(list, work);
    if (list.length === 0 || reasonMissing) return;
    if (!read) return setFailure(t('stock.fixLines'));
    await once(async () => {
      const approvals = await approve(work === 'count' ? 'stockCount' : 'stockDocument');
      if (!approvals) return;
      const noted = reference.trim();
      const record = await local.stockDocument({
        staffId,
        type: work,
        reference: noted.slice(0, 120),
        lines: work === 'waste' ? read.map((line) => ({ ...line, reason: noted.slice(0, 120) })) : read,
        approvals,
      });
      showToast({ message: t(`stock.saved.${work}`), tone: 'ok' });
      change([]);
      setReference('');
      setAsked(false);
      setSaved(record);
    });
  }

  if (saved) return <StockSaved record={saved} onAgain={() => setSaved(null)} />;
  return (
    <>
      <form
        onSubmit={submit}
        className={styles.stack}
        noValidate
        data-testid="stock-document"
        data-work={work}
      >
        <ProductFind
          row={(product, forget) => (
            <button
              type="button"
              className={styles.row}
              data-testid="stock-found"
              aria-label={t('stock.add', { name: product.name })}
              onClick={() => {
                add(product);
                forget();
              }}
            >
              <span className={styles.name}>{product.name}</span>
              <span className={styles.detail}>{product.barcodes[0] ?? product.sku}</span>
            </button>
          )}
        />
        {work === 'count' && (
          <div className={styles.sum}>
            <span>{t('stock.blind')}</span>
            <Segments
              label={t('stock.blind')}
              value={blind ? 'on' : 'off'}
              options={[
                { value: 'on', text: t('stock.blindOn') },
                { value: 'off', text: t('stock.blindOff') },
              ]}
              onChange={(value) => setBlind(value === 'on')}
            />
          </div>
        )}
        {lines?.length === 0 && (
          <EmptyState kind="products" title={t('stock.empty')}>
            {t('stock.emptyHint')}
          </EmptyState>
        )}
        <ul className={styles.list}>
          {list.map((line) => (
            <Line
              key={line.productId}
              line={line}
              work={work}
              blind={blind}
              asked={asked}
              onChange={(part) => change(list.map((one) => (one === line ? { ...one, ...part } : one)))}
              onRemove={() => change(list.filter((one) => one !== line))}
            />
          ))}
        </ul>
        {list.length > 0 && (
          <Field
            label={t(`stock.reference.${work}`)}
            error={asked && reasonMissing && t('stock.reasonMissing')}
          >
            {(control) => (
              <input
                {...control}
                data-testid="stock-reference"
                autoComplete="off"
                maxLength={120}
                value={reference}
                onChange={(event) => setReference(event.target.value)}
              />
            )}
          </Field>
        )}
        <p role="alert" className={styles.warning} data-testid="stock-message">
          {failure}
        </p>
        {list.length > 0 && (
          <Button type="submit" variant="primary" size={64} wide data-testid="stock-save">
            {t(`stock.save.${work}`)} · {t('stock.lines', { count: list.length })}
          </Button>
        )}
      </form>
      {sheet}
    </>
  );
}

function Line({
  line,
  work,
  blind,
  asked,
  onChange,
  onRemove,
}: {
  line: StockLine;
  work: StockWork;
  blind: boolean;
  asked: boolean;
  onChange: (part: Partial<StockLine>) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('day');
  const { local } = useDevice();
  useStore(local.stockVersion);
  const { productId, name, unit } = line;
  const read = readStockQuantity(line.text, work);
  const onHand = local.stock(productId);
  const shown = work !== 'count' || !blind;
  return (
    <li className={styles.line} data-testid="stock-line" data-product={productId} data-quantity={line.text}>
      <span className={styles.name}>
        {name}
        <br />
        <span className={styles.detail}>
          {unit}
          {shown &&
            ` · ${onHand === undefined ? t('stock.unknownOnHand') : t('stock.onHand', { quantity: signed(onHand) })}`}
        </span>
      </span>
      <span className={styles.stepper}>
        <QuantityStepper
          label={t('stock.quantity', { name })}
          lessLabel={t('stock.less', { name })}
          moreLabel={t('stock.more', { name })}
          text={line.text}
          wrong={!read.ok}
          onText={(text) => onChange({ text })}
          testId="stock-quantity"
        />
        <IconButton aria-label={t('stock.remove', { name })} data-testid="stock-remove" onClick={onRemove}>
          <IconTrash size={22} aria-hidden="true" />
        </IconButton>
      </span>
      {work === 'receive' && (
        <span className={styles.wide}>
          <MoneyField
            label={t('stock.cost', { name, unit })}
            value={line.cost}
            onChange={(cost) => onChange({ cost })}
            testId="stock-cost"
          />
        </span>
      )}
      <span role="alert" className={`${styles.problem} ${styles.wide}`}>
        {!read.ok && (asked || line.text !== '') && t(`quantity.${read.reason}`)}
      </span>
    </li>
  );
}

function signed(quantityMilli: number): string {
  return quantityMilli < 0 ? `-${formatQuantity(-quantityMilli)}` : formatQuantity(quantityMilli);
}
