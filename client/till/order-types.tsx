import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import { ORDER_TYPES, type OrderType } from './cart.ts';
import { priceNow } from './catalogue-price.ts';
import { useDevice } from './device-context.ts';
import { Segments } from './segments.tsx';

/** How it is ordered, where the outlet knows more than one way; another way may have prices of its own. */
export function OrderTypes({ className }: { className?: string }) {
  const { t } = useTranslation('till');
  const { local, till } = useDevice();
  const { orderTypes } = useStore(local.outletSettings);
  const cart = useStore(till.cart);
  const enabled = ORDER_TYPES.filter((one) => orderTypes[one].enabled);
  if (enabled.length < 2) return null;

  function choose(orderType: OrderType) {
    const priceListId = orderTypes[orderType].priceListId ?? null;
    const prices = new Map<number, number>();
    for (const line of till.cart.get().lines) {
      const price = priceNow(line, local.productById, priceListId);
      if (price !== undefined) prices.set(line.lineId, price);
    }
    till.change({ type: 'order', order: { orderType, priceListId }, prices });
  }

  return (
    <div className={className} data-testid="order-types" data-value={cart.orderType}>
      <Segments
        label={t('cart.orderType')}
        value={cart.orderType}
        options={enabled.map((value) => ({ value, text: t(`cart.orderTypes.${value}`) }))}
        onChange={choose}
      />
    </div>
  );
}
