import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import form from '../frame/form.module.css';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import styles from '../reports/reports-page.module.css';
import { formatQuantity } from '../sales/format-quantity.ts';
import { useTRPC } from '../trpc.ts';
import { MovementRow } from './movement-row.tsx';

type WhySheetProps = { productId: string; outletId: string; onClose: () => void };

/** Why a product stands where it stands: every movement with the balance after it. */
export function WhySheet({ productId, outletId, onClose }: WhySheetProps) {
  const { t } = useTranslation('books');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const why = useQuery(trpc.stock.explain.queryOptions({ productId, outletId }));
  const name = why.data?.movements[0]?.productName;
  return (
    <Sheet title={name ?? t('stock.why')} closeLabel={owner('form.close')} onClose={onClose} placement="side">
      {!why.data &&
        (why.isError ? (
          <LoadProblem error={why.error} onRetry={() => void why.refetch()} />
        ) : (
          <Skeleton height={320} />
        ))}
      {why.data && (
        <div className={form.form} data-testid="why">
          <strong>
            {formatQuantity(why.data.onHandMilli, language)} {why.data.movements[0]?.unit}
          </strong>
          {why.data.onHandMilli < 0 && <p className={styles.warning}>{t('stock.whyBelow')}</p>}
          <p className={form.hint}>{t('stock.whyHint')}</p>
          <ul className={list.list}>
            {why.data.movements.map((movement) => (
              <MovementRow
                key={movement.id}
                movement={movement}
                title={t(`stock.reasons.${movement.reason as 'sale'}`)}
                balanceMilli={movement.balanceMilli}
              />
            ))}
          </ul>
        </div>
      )}
    </Sheet>
  );
}
