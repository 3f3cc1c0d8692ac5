import { IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import type { Product } from '../local/types.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import styles from './catalogue-panel.module.css';
import { useDevice } from './device-context.ts';
import { ProductGrid } from './product-grid.tsx';
import { ScanCameraButton } from './scan-camera/scan-camera-button.tsx';
import { shownProducts } from './shown-products.ts';
import { useSettled } from './use-settled.ts';

const PAGE = 72;
/** longer than a scanner waits between keys, shorter than a person notices */
const SEARCH_AFTER_MS = 60;

/** Finding a product: by category, by words, or by its code. */
export function CataloguePanel({ searchRef }: { searchRef: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation('till');
  const { local, till } = useDevice();
  const catalogue = useStore(local.catalogue);
  const categories = useStore(local.categories);
  const { favourites } = useStore(local.outletSettings);
  const [query, setQuery] = useState('');
  const [categoryId, setCategoryId] = useState<string | null>(null);
  const [limit, setLimit] = useState(PAGE);
  const shownQuery = useSettled(query, SEARCH_AFTER_MS);
  const scroller = useRef<HTMLDivElement>(null);

  // One more than shown tells whether there is more.
  const { version } = catalogue;
  const found = useMemo(() => {
    void version;
    const first = shownQuery.trim() === '' && categoryId === null ? favourites : [];
    const all = local.searchProducts(shownQuery, { categoryId, limit: limit + 1 });
    return { shown: shownProducts(all.slice(0, limit), first, local.productById), more: all.length > limit };
  }, [local, shownQuery, categoryId, limit, version, favourites]);

  function look(change: { query?: string; categoryId?: string | null }) {
    // A new search looks everywhere; a category then narrows it.
    if (change.query !== undefined && query === '' && change.query !== '') setCategoryId(null);
    if (change.query !== undefined) setQuery(change.query);
    if (change.categoryId !== undefined) setCategoryId(change.categoryId);
    setLimit(PAGE);
    scroller.current?.scrollTo({ top: 0 });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && query !== '') {
      event.preventDefault();
      look({ query: '' });
    }
    if (event.key !== 'Enter' || event.repeat || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const typed = query.trim();
    if (typed === '') return;
    if (local.findCode(typed).length > 0) {
      look({ query: '' });
      till.scan(typed);
      return;
    }
    const results = local.searchProducts(typed, { categoryId, limit: 2 });
    const meant = results.length === 1 ? results[0] : results.find((product) => sameName(product, typed));
    if (meant) {
      look({ query: '' });
      till.add(meant);
    } else {
      scroller.current?.querySelector<HTMLElement>('[data-testid=till-product]')?.focus();
    }
  }

  return (
    <section className={styles.panel} aria-label={t('catalogue.label')}>
      <div className={styles.finder}>
        <div className={styles.search}>
          <IconSearch size={22} aria-hidden="true" className={styles.glass} />
          <input
            ref={searchRef}
            type="search"
            data-testid="till-search"
            className={styles.field}
            aria-label={t('catalogue.search')}
            placeholder={t('catalogue.search')}
            aria-keyshortcuts="F2"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            enterKeyHint="done"
            maxLength={100}
            value={query}
            onChange={(event) => look({ query: event.target.value })}
            onFocus={(event) => event.target.select()}
            onKeyDown={onKeyDown}
          />
          {query !== '' ? (
            <IconButton
              aria-label={t('catalogue.clearSearch')}
              className={styles.clear}
              onClick={() => {
                look({ query: '' });
                searchRef.current?.focus();
              }}
            >
              <IconX size={22} aria-hidden="true" />
            </IconButton>
          ) : (
            <span className={styles.hint} aria-hidden="true">
              F2
            </span>
          )}
        </div>
        <ScanCameraButton className={styles.camera} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset can't scroll its content sideways */}
      <div className={styles.categories} role="group" aria-label={t('catalogue.categories')}>
        <CategoryButton
          name={t('catalogue.all')}
          pressed={categoryId === null}
          onPress={() => look({ categoryId: null })}
        />
        {categories.map((category) => (
          <CategoryButton
            key={category.id}
            name={category.name}
            pressed={categoryId === category.id}
            onPress={() => look({ categoryId: category.id })}
          />
        ))}
      </div>
      {catalogue.phase === 'loading' && (
        <div className={styles.progress} data-testid="catalogue-loading">
          <ProgressBar
            label={t('catalogue.loading')}
            value={catalogue.expected ? catalogue.loaded / catalogue.expected : undefined}
            detail={
              catalogue.expected
                ? t('catalogue.loadingDetail', {
                    loaded: count(catalogue.loaded),
                    expected: count(catalogue.expected),
                  })
                : t('catalogue.loadedSoFar', { loaded: count(catalogue.loaded) })
            }
          />
        </div>
      )}
      <div ref={scroller} className={styles.scroller}>
        <ProductGrid
          products={found.shown}
          more={found.more}
          onMore={() => setLimit((before) => before + PAGE)}
          query={shownQuery.trim()}
          narrowed={categoryId !== null}
          onWiden={() => look({ categoryId: null })}
          catalogue={catalogue}
        />
      </div>
    </section>
  );
}

function CategoryButton({ name, pressed, onPress }: { name: string; pressed: boolean; onPress: () => void }) {
  return (
    <button type="button" className={styles.category} aria-pressed={pressed} onClick={onPress}>
      {name}
    </button>
  );
}

function sameName(product: Product, typed: string): boolean {
  return product.name.localeCompare(typed, 'id', { sensitivity: 'base' }) === 0;
}

function count(number: number): string {
  return number.toLocaleString('id-ID');
}
