import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { useLanguage } from '../../app/use-language.ts';
import list from '../frame/list.module.css';
import { formatQuantity } from '../sales/format-quantity.ts';
import { dateTime } from '../times.ts';

type Movement = inferRouterOutputs<AppRouter>['stock']['movements']['movements'][number];

type MovementRowProps = {
  movement: Movement;
  /** what stands first: the product, or why it moved */
  title: string;
  /** what was there after it, where that is known */
  balanceMilli?: number;
};

/** One movement: how much, why, and which tablet or person did it when. */
export function MovementRow({ movement, title, balanceMilli }: MovementRowProps) {
  const { t } = useTranslation('books');
  const language = useLanguage();
  const { quantityMilli, unit } = movement;
  return (
    <li className={list.item}>
      <span className={list.words}>
        <span className={list.name}>{title}</span>
        <span className={list.detail}>
          {[
            t(`stock.reasons.${movement.reason as 'sale'}`),
            movement.receiptNumber,
            movement.deviceName,
            movement.staffName,
            dateTime(movement.occurredAt, language),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <span className={list.end}>
        <span className={list.name}>
          {quantityMilli > 0 ? '+' : ''}
          {formatQuantity(quantityMilli, language)} {unit}
        </span>
        {balanceMilli !== undefined && (
          <span className={list.detail}>= {formatQuantity(balanceMilli, language)}</span>
        )}
      </span>
    </li>
  );
}
