import './products-texts.ts';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCategory, IconFileExport, IconFileImport, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from '../frame/link-button.tsx';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page } from '../frame/page.tsx';
import { StaleNote } from '../frame/stale-note.tsx';
import { useTRPC } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import { exportAddress } from './plain-call.ts';
import { type OrderKey, orderOf, ProductFilters } from './product-filters.tsx';
import { ProductRow } from './product-row.tsx';
import styles from './products-page.module.css';
import { RowSkeletons } from './row-skeletons.tsx';
import { number, type ProductFilter, useCategories, useProductPages } from './use-products.ts';

// Forms, with the larger fields they need, come when they are opened.
const BulkBar = lazy(async () => ({ default: (await import('./bulk-bar.tsx')).BulkBar }));
const CategoriesSheet = lazy(async () => ({
  default: (await import('./categories-sheet.tsx')).CategoriesSheet,
}));
const ProductSheet = lazy(async () => ({ default: (await import('./product-sheet.tsx')).ProductSheet }));

/** The catalogue: find, change, and change many at once. */
export default function ProductsPage() {
  const { t } = useTranslation('products');
  const trpc = useTRPC();
  const go = useGo();
  const { path, query } = usePage();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [narrowed, setNarrowed] = useState<Omit<ProductFilter, 'search'>>({});
  const [order, setOrder] = useState<OrderKey>('name');
  const filter = useMemo<ProductFilter>(() => ({ ...narrowed, search }), [narrowed, search]);
  // `all`: whatever the filter matches, more than has been loaded.
  const [chosen, setChosen] = useState<ReadonlySet<string> | 'all'>(new Set());

  const pages = useProductPages(filter, orderOf(order));
  const categories = useCategories();
  const products = useMemo(() => pages.data?.pages.flatMap((page) => page.products) ?? [], [pages.data]);
  const total = pages.data?.pages[0]?.total ?? 0;
  const opened = useQuery(
    trpc.catalogue.products.get.queryOptions(
      { id: query.product ?? '' },
      { enabled: query.product !== undefined },
    ),
  );

  const narrow = (change: Partial<ProductFilter>) => {
    setNarrowed((before) => ({ ...before, ...change }));
    setChosen(new Set());
  };
  const select = useCallback(
    (id: string, selected: boolean) =>
      setChosen((before) => {
        const next = new Set(before === 'all' ? products.map((one) => one.id) : before);
        if (selected) next.add(id);
        else next.delete(id);
        return next;
      }),
    [products],
  );
  const open = useCallback((id: string) => void go(path, { search: { product: id } }), [go, path]);
  const close = useCallback(() => void go(path, { replace: true }), [go, path]);

  const filtered = search !== '' || narrowed.category !== undefined || narrowed.active !== undefined;
  const count = chosen === 'all' ? total : chosen.size;
  const add = (
    <Button
      variant="primary"
      icon={<IconPlus size={20} aria-hidden="true" />}
      onClick={() => void go(path, { search: { add: '1' } })}
    >
      {t('add')}
    </Button>
  );
  const importLink = (
    <LinkButton to="/owner/products/import">
      <IconFileImport size={20} aria-hidden="true" />
      {t('import')}
    </LinkButton>
  );
  return (
    <Page title={t('title')} action={add}>
      <div className={styles.tools}>
        {importLink}
        <a className={styles.tool} href={exportAddress()} download>
          <IconFileExport size={20} aria-hidden="true" />
          {t('export')}
        </a>
        <LinkButton to="/owner/products" search={{ categories: '1' }}>
          <IconCategory size={20} aria-hidden="true" />
          {t('categories')}
        </LinkButton>
      </div>
      <ProductFilters
        typed={typed}
        onType={(words) => {
          setTyped(words);
          setChosen(new Set());
        }}
        filter={filter}
        onFilter={narrow}
        order={order}
        onOrder={setOrder}
        categories={categories.data ?? []}
      />
      <StaleNote query={pages} />
      {pages.isPending && <RowSkeletons rows={8} />}
      {pages.isError && !pages.data && (
        <LoadProblem error={pages.error} onRetry={() => void pages.refetch()} />
      )}
      {pages.data && products.length > 0 && (
        <>
          <p className={styles.total} role="status">
            {t('total', { count: total, total: number(total) })}
          </p>
          <ul className={styles.list} aria-busy={pages.isPlaceholderData}>
            {products.map((product) => (
              <ProductRow
                key={product.id}
                product={product}
                selected={chosen === 'all' || chosen.has(product.id)}
                onSelect={select}
                onOpen={open}
              />
            ))}
          </ul>
          {pages.hasNextPage && (
            <Button wide size={56} busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('more')}
            </Button>
          )}
        </>
      )}
      {pages.data &&
        products.length === 0 &&
        (filtered ? (
          <EmptyState
            kind="search"
            title={t('nothing')}
            action={
              <Button
                onClick={() => {
                  setTyped('');
                  setNarrowed({});
                }}
              >
                {t('clearFilters')}
              </Button>
            }
          >
            {t('nothingHint')}
          </EmptyState>
        ) : (
          <EmptyState kind="products" title={t('empty')} action={importLink}>
            {t('emptyHint')}
          </EmptyState>
        ))}
      <Suspense fallback={null}>
        {count > 0 && (
          <BulkBar
            count={count}
            products={chosen === 'all' ? { filter } : { ids: [...chosen] }}
            selectAll={count < total ? { total, onSelectAll: () => setChosen('all') } : undefined}
            onClear={() => setChosen(new Set())}
          />
        )}
        {query.add === '1' && <ProductSheet product={null} onClose={close} />}
        {query.product !== undefined && opened.data && (
          <ProductSheet key={opened.data.id} product={opened.data} onClose={close} />
        )}
        {query.categories === '1' && <CategoriesSheet onClose={close} />}
      </Suspense>
    </Page>
  );
}
