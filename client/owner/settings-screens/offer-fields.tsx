import { NativeSelect } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PromotionOffer, QuantityTier } from '../../../shared/pricing/types.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { MoneyField } from '../products/money-field.tsx';
import { PercentField, whole } from './fields.tsx';
import rows from './rows.module.css';
import { CountField, ScopeFields } from './scope-fields.tsx';
import styles from './settings-page.module.css';

const NEW: Record<PromotionOffer['kind'], PromotionOffer> = {
  percent: { kind: 'percent', rateBp: 1_000 },
  amountOff: { kind: 'amountOff', amount: 1_000, per: 'unit' },
  buyXGetY: { kind: 'buyXGetY', buy: 2, get: 1, rateBp: 10_000 },
  bundlePrice: {
    kind: 'bundlePrice',
    price: 10_000,
    slots: [{ scope: { kind: 'products', ids: [] }, quantity: 1 }],
  },
  quantityTiers: { kind: 'quantityTiers', tiers: [{ fromMilli: 3_000, rateBp: 500 }] },
};

type OfferFieldsProps = { offer: PromotionOffer; onChange: (offer: PromotionOffer) => void };

/** What a promotion gives. */
export function OfferFields({ offer, onChange }: OfferFieldsProps) {
  const { t } = useTranslation('rules');
  return (
    <>
      <NativeSelect
        label={t('promotions.offer')}
        value={offer.kind}
        data={(Object.keys(NEW) as PromotionOffer['kind'][]).map((value) => ({
          value,
          label: t(`promotions.offers.${value}`),
        }))}
        onChange={({ currentTarget: { value } }) => onChange(NEW[value as PromotionOffer['kind']])}
      />
      {offer.kind === 'percent' && (
        <PercentField
          label={t('promotions.rate')}
          rateBp={offer.rateBp}
          onRate={(rateBp) => onChange({ ...offer, rateBp: rateBp ?? 0 })}
        />
      )}
      {offer.kind === 'amountOff' && (
        <div className={styles.pair}>
          <MoneyField
            label={t('promotions.amount')}
            value={offer.amount}
            onChange={(value) => onChange({ ...offer, amount: whole(value, 0) })}
          />
          <NativeSelect
            label={t('promotions.per')}
            value={offer.per}
            data={(['unit', 'cart'] as const).map((value) => ({
              value,
              label: t(`promotions.pers.${value}`),
            }))}
            onChange={({ currentTarget: { value } }) => onChange({ ...offer, per: value as 'unit' | 'cart' })}
          />
        </div>
      )}
      {offer.kind === 'buyXGetY' && (
        <>
          <div className={styles.pair}>
            {(['buy', 'get'] as const).map((part) => (
              <CountField
                key={part}
                label={t(`promotions.${part}`)}
                value={offer[part]}
                onChange={(count) => onChange({ ...offer, [part]: count })}
              />
            ))}
          </div>
          <PercentField
            label={t('promotions.getRate')}
            rateBp={offer.rateBp}
            onRate={(rateBp) => onChange({ ...offer, rateBp: rateBp ?? 0 })}
          />
        </>
      )}
      {offer.kind === 'bundlePrice' && (
        <>
          <MoneyField
            label={t('promotions.price')}
            value={offer.price}
            onChange={(value) => onChange({ ...offer, price: whole(value, 0) })}
          />
          {offer.slots.map((slot, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: slots are never moved
            <div key={at} className={styles.card}>
              <CountField
                label={t('promotions.slotQuantity')}
                value={slot.quantity}
                onChange={(quantity) =>
                  onChange({ ...offer, slots: offer.slots.with(at, { ...slot, quantity }) })
                }
              />
              <ScopeFields
                scope={slot.scope}
                onChange={(scope) => onChange({ ...offer, slots: offer.slots.with(at, { ...slot, scope }) })}
              />
            </div>
          ))}
          <Button
            icon={<IconPlus size={20} aria-hidden="true" />}
            onClick={() =>
              onChange({
                ...offer,
                slots: [...offer.slots, { scope: { kind: 'products', ids: [] }, quantity: 1 }],
              })
            }
          >
            {t('add')}
          </Button>
        </>
      )}
      {offer.kind === 'quantityTiers' && (
        <Tiers tiers={offer.tiers} onChange={(tiers) => onChange({ ...offer, tiers })} />
      )}
    </>
  );
}

type TiersProps = { tiers: readonly QuantityTier[]; onChange: (tiers: QuantityTier[]) => void };

function Tiers({ tiers, onChange }: TiersProps) {
  const { t } = useTranslation('rules');
  return (
    <>
      {tiers.map((tier, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are never moved
        <div key={at} className={rows.wide}>
          <CountField
            label={t('promotions.tierFrom')}
            value={Math.round(tier.fromMilli / 1_000)}
            onChange={(count) => onChange(tiers.with(at, { ...tier, fromMilli: count * 1_000 }))}
          />
          {'rateBp' in tier ? (
            <PercentField
              label={t('promotions.rate')}
              rateBp={tier.rateBp}
              onRate={(rateBp) => onChange(tiers.with(at, { ...tier, rateBp: rateBp ?? 0 }))}
            />
          ) : (
            <MoneyField
              label={t('promotions.price')}
              value={tier.unitPrice}
              onChange={(value) => onChange(tiers.with(at, { ...tier, unitPrice: whole(value, 0) }))}
            />
          )}
          <IconButton
            aria-label={t('remove', { name: String(tier.fromMilli / 1_000) })}
            disabled={tiers.length === 1}
            onClick={() => onChange(tiers.filter((_, other) => other !== at))}
          >
            <IconTrash size={22} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <Button
        onClick={() =>
          onChange([...tiers, { fromMilli: (tiers.at(-1)?.fromMilli ?? 0) + 3_000, rateBp: 1_000 }])
        }
      >
        {t('promotions.addTier')}
      </Button>
    </>
  );
}
