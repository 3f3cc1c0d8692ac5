import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFrame, PageSection } from '../page-frame.tsx';
import { Segments } from '../segments.tsx';
import styles from './day.module.css';
import { ProductList } from './product-list.tsx';
import { StockDocument } from './stock-document.tsx';

const WORKS = ['count', 'receive', 'waste', 'product'] as const;

/** `/stock`: goods that move without a sale, and the products themselves. */
export function StockScreen() {
  const { t } = useTranslation('day');
  const [work, setWork] = useState<(typeof WORKS)[number]>('count');
  return (
    <PageFrame title={t('stock.title')}>
      <PageSection title={t(`stock.kinds.${work}`)}>
        <Segments
          label={t('stock.kind')}
          value={work}
          options={WORKS.map((value) => ({ value, text: t(`stock.kinds.${value}`) }))}
          onChange={setWork}
        />
        <p className={styles.hint}>{t(`stock.intro.${work}`)}</p>
        {work === 'product' ? <ProductList /> : <StockDocument key={work} work={work} />}
      </PageSection>
    </PageFrame>
  );
}
