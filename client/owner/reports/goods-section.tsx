import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { BarList } from '../../ui/bar-list.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LinkButton } from '../frame/link-button.tsx';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Section } from '../frame/page.tsx';
import { formatQuantity } from '../sales/format-quantity.ts';
import sales from '../sales/sales-page.module.css';
import { percentText } from './percent-text.ts';
import styles from './reports-page.module.css';
import { type Goods, type GoodsSort, type Range, useGoods } from './use-reports.ts';

const SORTS: GoodsSort[] = ['revenue', 'quantity', 'profit'];

/** Best sellers, gross profit and taxes of some days. */
export function GoodsSection({ range }: { range: Range }) {
  const { t } = useTranslation('books');
  const [sort, setSort] = useState<GoodsSort>('revenue');
  const [limit, setLimit] = useState(10);
  const report = useGoods(range, sort, limit);
  if (!report.data)
    return (
      <Section title={t('reports.goods')}>
        {report.isError ? (
          <LoadProblem error={report.error} onRetry={() => void report.refetch()} />
        ) : (
          <Skeleton height={320} />
        )}
      </Section>
    );
  const { data } = report;
  return (
    <div className={classNames(styles.columns, report.isPlaceholderData && styles.old)}>
      <Section title={t('reports.goods')}>
        <SegmentedControl
          aria-label={t('reports.sort')}
          size="md"
          fullWidth
          value={sort}
          data={SORTS.map((value) => ({ value, label: t(`reports.sorts.${value}`) }))}
          onChange={(value) => setSort(value as GoodsSort)}
        />
        <BestSellers goods={data.goods} sort={sort} />
        {data.productCount > data.goods.length && (
          <p className={styles.hint}>
            {t('reports.ofProducts', { shown: data.goods.length, count: data.productCount })}
          </p>
        )}
        {limit < 100 && data.productCount > data.goods.length && (
          <Button onClick={() => setLimit(100)}>{t('reports.showAll')}</Button>
        )}
      </Section>
      <ProfitAndTaxes data={data} />
    </div>
  );
}

function BestSellers({ goods, sort }: { goods: Goods['goods']; sort: GoodsSort }) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  return (
    <BarList
      label={t('reports.goods')}
      items={goods.map((one) => {
        const profit = one.revenue - one.cost;
        const quantity = formatQuantity(one.quantityMilli, language);
        const values = { quantity, unit: one.unit };
        return {
          key: one.productId ?? one.name,
          label: one.name,
          value: { revenue: one.revenue, quantity: one.quantityMilli, profit: one.costKnown ? profit : 0 }[
            sort
          ],
          text:
            sort === 'quantity'
              ? t('reports.sold', values)
              : formatRupiah(sort === 'profit' && one.costKnown ? profit : one.revenue),
          detail: one.costKnown
            ? t('reports.soldProfit', { ...values, profit: formatRupiah(profit) })
            : t('reports.noCost', values),
        };
      })}
    />
  );
}

function ProfitAndTaxes({ data }: { data: Goods }) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  const known = data.revenue - data.revenueWithoutCost;
  return (
    <Section title={t('reports.profit')}>
      <div className={styles.figures}>
        <Money amount={data.profit} size="huge" data-testid="report-profit" data-amount={data.profit} />
        {known > 0 && (
          <span className={styles.hint}>
            {t('reports.profitOf', { percent: percentText(data.profit / known, language) })}
          </span>
        )}
      </div>
      <p className={styles.hint}>{t('reports.profitHint')}</p>
      {data.revenueWithoutCost > 0 && (
        <div className={styles.warning}>
          {t('reports.withoutCost', { amount: formatRupiah(data.revenueWithoutCost) })}
        </div>
      )}
      {data.revenueWithoutCost > 0 && <LinkButton to="/owner/products">{t('reports.fillCosts')}</LinkButton>}
      <h3 className={styles.part}>{t('reports.taxes')}</h3>
      {data.taxes.length === 0 ? (
        <p className={styles.hint}>{t('reports.noTaxes')}</p>
      ) : (
        <dl className={sales.sums}>
          {data.taxes.map(({ kind, rateBp, base, amount }) => (
            <Tax key={`${kind} ${rateBp}`} amount={amount}>
              {t('reports.taxRow', {
                kind: t(`reports.kinds.${kind}`),
                rate: percentText(rateBp / 10_000, language),
                base: formatRupiah(base),
              })}
            </Tax>
          ))}
        </dl>
      )}
    </Section>
  );
}

function Tax({ amount, children }: { amount: number; children: string }) {
  return (
    <>
      <dt>{children}</dt>
      <dd>{formatRupiah(amount)}</dd>
    </>
  );
}
