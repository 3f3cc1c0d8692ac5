import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import type { CatalogueState, Product } from '../local/types.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useDevice } from './device-context.ts';
import type { OutletSettings } from './may-do.ts';
import styles from './product-grid.module.css';
import { ProductTile } from './product-tile.tsx';

const LOW_MILLI = 5_000;

export interface ProductGridProps {
  products: readonly Product[];
  more: boolean;
  onMore: () => void;
  query: string;
  /** a category is chosen */
  narrowed: boolean;
  onWiden: () => void;
  catalogue: CatalogueState;
}

/** The products found; more of them as one scrolls, so that a catalogue of any size stays light. */
export function ProductGrid({
  products,
  more,
  onMore,
  query,
  narrowed,
  onWiden,
  catalogue,
}: ProductGridProps) {
  const { t } = useTranslation('till');
  const { local, till } = useDevice();
  const { stockPolicy } = useStore(local.outletSettings);
  useStore(local.stockVersion);
  if (products.length === 0) {
    return <Nothing query={query} narrowed={narrowed} onWiden={onWiden} catalogue={catalogue} />;
  }
  return (
    <>
      <ul className={styles.grid}>
        {products.map((product) => (
          <li key={product.id}>
            <ProductTile
              product={product}
              low={lowStock(local.stock(product.id), stockPolicy)}
              onAdd={till.add}
            />
          </li>
        ))}
      </ul>
      {more && (
        <WhenSeen key={products.length} onSeen={onMore}>
          <p className={styles.more}>{t('catalogue.moreHint')}</p>
          <Button onClick={onMore}>{t('catalogue.more')}</Button>
        </WhenSeen>
      )}
    </>
  );
}

/** Thousandths left, where that is worth a word; a shop that keeps no stock has nothing but sales in it. */
function lowStock(onHand: number | undefined, policy: OutletSettings['stockPolicy']): number | null {
  if (onHand === undefined || onHand > LOW_MILLI || (policy === 'allow' && onHand <= 0)) return null;
  return onHand;
}

function Nothing({
  query,
  narrowed,
  onWiden,
  catalogue,
}: Pick<ProductGridProps, 'query' | 'narrowed' | 'onWiden' | 'catalogue'>) {
  const { t } = useTranslation('till');
  const widen = narrowed && <Button onClick={onWiden}>{t('catalogue.searchAll')}</Button>;
  if (query !== '') {
    return (
      <EmptyState kind="search" title={t('catalogue.nothing', { query })} action={widen}>
        {catalogue.phase === 'ready' ? t('catalogue.nothingHint') : t('catalogue.stillLoading')}
      </EmptyState>
    );
  }
  if (narrowed) {
    return (
      <EmptyState kind="products" title={t('catalogue.nothingInCategory')} action={widen}>
        {catalogue.phase !== 'ready' && t('catalogue.stillLoading')}
      </EmptyState>
    );
  }
  const waiting = catalogue.phase !== 'ready';
  return (
    <EmptyState kind="products" title={t(waiting ? 'catalogue.waiting' : 'catalogue.empty')}>
      {t(waiting ? 'catalogue.waitingHint' : 'catalogue.emptyHint')}
    </EmptyState>
  );
}

function WhenSeen({ onSeen, children }: { onSeen: () => void; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) onSeen();
      },
      { rootMargin: '600px' },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [onSeen]);
  return (
    <div ref={place} className={styles.end}>
      {children}
    </div>
  );
}
