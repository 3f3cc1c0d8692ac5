import { NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PricingSettings, Rounding, ServiceCharge } from '../../../shared/pricing/types.ts';
import form from '../frame/form.module.css';
import { MoneyField } from '../products/money-field.tsx';
import { PercentField, whole } from './fields.tsx';
import { LiveExample } from './live-example.tsx';
import { ORDER_TYPES } from './order-types.ts';
import styles from './settings-page.module.css';
import type { EditorProps } from './use-settings-draft.ts';

const STEPS = [100, 500, 1000] as const;
const MODES = ['off', 'down', 'nearest', 'up'] as const;

/** PPN, PBJT, service charge and rounding, with what a bill of Rp 100.000 becomes by them. */
export function TaxEditor({ settings, set }: EditorProps) {
  const { t } = useTranslation('rules');
  const { pricing } = settings;
  const change = (part: Partial<PricingSettings>) => set({ pricing: { ...pricing, ...part } });
  const { ppn, pbjt } = pricing;
  const rounding: Rounding = pricing.rounding ?? { mode: 'off', to: 100 };
  const types = ORDER_TYPES.filter((type) => settings.orderTypes[type].enabled);
  return (
    <>
      <LiveExample settings={settings} />
      <Switch
        size="lg"
        label={t('tax.ppn')}
        description={t('tax.ppnHint')}
        checked={ppn?.registered ?? false}
        onChange={({ currentTarget: { checked } }) =>
          change({ ppn: { pricesIncludeTax: true, ...ppn, registered: checked } })
        }
      />
      {ppn?.registered && (
        <Switch
          size="lg"
          label={t('tax.ppnIncluded')}
          checked={ppn.pricesIncludeTax}
          onChange={({ currentTarget: { checked } }) =>
            change({ ppn: { ...ppn, pricesIncludeTax: checked } })
          }
        />
      )}
      <PercentField
        label={t('tax.pbjt')}
        description={t('tax.pbjtHint')}
        maxBp={1_000}
        rateBp={pbjt?.rateBp}
        onRate={(rateBp) =>
          change({ pbjt: rateBp ? { pricesIncludeTax: false, ...pbjt, rateBp } : undefined })
        }
      />
      {pbjt && (
        <>
          <Switch
            size="lg"
            label={t('tax.pbjtIncluded')}
            checked={pbjt.pricesIncludeTax}
            onChange={({ currentTarget: { checked } }) =>
              change({ pbjt: { ...pbjt, pricesIncludeTax: checked } })
            }
          />
          <Switch
            size="lg"
            label={t('tax.pbjtMarked')}
            checked={pbjt.covers === 'marked'}
            onChange={({ currentTarget: { checked } }) =>
              change({ pbjt: { ...pbjt, covers: checked ? 'marked' : 'all' } })
            }
          />
        </>
      )}
      {types.map((type) => (
        <ServiceFields
          key={type}
          label={t('tax.service', { type: t(`orders.types.${type}`) })}
          service={pricing.serviceCharge?.[type]}
          onService={(service) => {
            const { [type]: _before, ...others } = pricing.serviceCharge ?? {};
            change({ serviceCharge: service ? { ...others, [type]: service } : others });
          }}
        />
      ))}
      <div className={styles.pair}>
        <NativeSelect
          label={t('tax.rounding')}
          value={rounding.mode}
          data={MODES.map((value) => ({ value, label: t(`tax.modes.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            change({ rounding: { ...rounding, mode: value as Rounding['mode'] } })
          }
        />
        {rounding.mode !== 'off' && (
          <NativeSelect
            label={t('tax.to')}
            value={String(rounding.to)}
            data={STEPS.map((step) => ({ value: String(step), label: `Rp ${step}` }))}
            onChange={({ currentTarget: { value } }) => {
              const { threshold: _before, ...rest } = rounding;
              change({ rounding: { ...rest, to: Number(value) as Rounding['to'] } });
            }}
          />
        )}
      </div>
      {rounding.mode === 'nearest' && (
        <MoneyField
          label={t('tax.threshold')}
          description={t('tax.thresholdHint')}
          max={rounding.to}
          value={rounding.threshold ?? ''}
          onChange={(value) => {
            const { threshold: _before, ...rest } = rounding;
            const threshold = whole(value, 0);
            change({ rounding: threshold > 0 ? { ...rest, threshold } : rest });
          }}
        />
      )}
      {rounding.mode !== 'off' && (
        <Switch
          size="lg"
          label={t('tax.cashOnly')}
          checked={rounding.cashOnly ?? true}
          onChange={({ currentTarget: { checked } }) =>
            change({ rounding: { ...rounding, cashOnly: checked } })
          }
        />
      )}
    </>
  );
}

type ServiceFieldsProps = {
  label: string;
  service: ServiceCharge | undefined;
  onService: (service: ServiceCharge | undefined) => void;
};

function ServiceFields({ label, service, onService }: ServiceFieldsProps) {
  const { t } = useTranslation('rules');
  return (
    <div className={form.form}>
      <PercentField
        label={label}
        description={t('tax.serviceHint')}
        maxBp={5_000}
        rateBp={service?.rateBp}
        onRate={(rateBp) =>
          onService(rateBp ? { base: 'afterDiscount', taxed: true, ...service, rateBp } : undefined)
        }
      />
      {service && (
        <>
          <Switch
            size="lg"
            label={t('tax.serviceBefore')}
            checked={service.base === 'beforeDiscount'}
            onChange={({ currentTarget: { checked } }) =>
              onService({ ...service, base: checked ? 'beforeDiscount' : 'afterDiscount' })
            }
          />
          <Switch
            size="lg"
            label={t('tax.serviceTaxed')}
            checked={service.taxed}
            onChange={({ currentTarget: { checked } }) => onService({ ...service, taxed: checked })}
          />
        </>
      )}
    </div>
  );
}
