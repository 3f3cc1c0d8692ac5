import { Checkbox, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { v7 } from 'uuid';
import type { Promotion } from '../../../shared/pricing/types.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import form from '../frame/form.module.css';
import { MoneyField } from '../products/money-field.tsx';
import { whole } from './fields.tsx';
import { OfferFields } from './offer-fields.tsx';
import rows from './rows.module.css';
import { ScopeFields } from './scope-fields.tsx';
import styles from './settings-page.module.css';
import type { EditorProps } from './use-settings-draft.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** What is given by itself, and when; the till works it out without a network. */
export function PromotionEditor({ settings: { pricing }, set }: EditorProps) {
  const { t } = useTranslation('rules');
  const promotions = pricing.promotions ?? [];
  const change = (next: readonly Promotion[]) => set({ pricing: { ...pricing, promotions: next } });
  return (
    <>
      {promotions.length === 0 && <p className={form.hint}>{t('promotions.none')}</p>}
      {promotions.map((promotion, at) => (
        <PromotionCard
          key={promotion.id}
          promotion={promotion}
          onChange={(next) => change(promotions.with(at, next))}
          onRemove={() => change(promotions.filter(({ id }) => id !== promotion.id))}
        />
      ))}
      <Button
        icon={<IconPlus size={20} aria-hidden="true" />}
        onClick={() =>
          change([
            ...promotions,
            {
              id: v7(),
              label: t('promotions.new'),
              scope: { kind: 'all' },
              offer: { kind: 'percent', rateBp: 1_000 },
            },
          ])
        }
      >
        {t('promotions.add')}
      </Button>
    </>
  );
}

type CardProps = { promotion: Promotion; onChange: (promotion: Promotion) => void; onRemove: () => void };

function PromotionCard({ promotion, onChange, onRemove }: CardProps) {
  const { t } = useTranslation('rules');
  const change = (part: Partial<Promotion>) => onChange({ ...promotion, ...part });
  const without = (...names: (keyof Promotion)[]) =>
    onChange(
      Object.fromEntries(
        Object.entries(promotion).filter(([name]) => !names.includes(name as keyof Promotion)),
      ) as unknown as Promotion,
    );
  const { hours } = promotion;
  return (
    <section className={styles.card} data-testid="promotion">
      <div className={rows.row}>
        <TextInput
          label={t('promotions.label')}
          maxLength={120}
          value={promotion.label}
          onChange={({ currentTarget: { value } }) => change({ label: value })}
        />
        <IconButton aria-label={t('remove', { name: promotion.label })} onClick={onRemove}>
          <IconTrash size={22} aria-hidden="true" />
        </IconButton>
      </div>
      <OfferFields offer={promotion.offer} onChange={(offer) => change({ offer })} />
      {promotion.offer.kind !== 'bundlePrice' && (
        <ScopeFields scope={promotion.scope} onChange={(scope) => change({ scope })} />
      )}
      <div className={styles.pair}>
        {(['from', 'until'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={t(`promotions.${end}`)}
            value={promotion[end] ?? ''}
            onChange={({ currentTarget: { value } }) => (value ? change({ [end]: value }) : without(end))}
          />
        ))}
      </div>
      <Switch
        size="lg"
        label={t('promotions.hoursOn')}
        checked={hours !== undefined}
        onChange={({ currentTarget: { checked } }) =>
          checked ? change({ hours: { days: [...DAYS], from: '15:00', to: '17:00' } }) : without('hours')
        }
      />
      {hours && (
        <>
          <div className={styles.pair}>
            {(['from', 'to'] as const).map((end) => (
              <TextInput
                key={end}
                type="time"
                label={t(end === 'from' ? 'promotions.hourFrom' : 'promotions.hourTo')}
                value={hours[end]}
                onChange={({ currentTarget: { value } }) =>
                  value && change({ hours: { ...hours, [end]: value.slice(0, 5) } })
                }
              />
            ))}
          </div>
          <Checkbox.Group
            label={t('promotions.days')}
            value={hours.days.map(String)}
            onChange={(days) =>
              days.length > 0 && change({ hours: { ...hours, days: days.map(Number).sort() } })
            }
          >
            <div className={styles.days}>
              {DAYS.map((day) => (
                <Checkbox key={day} size="lg" value={String(day)} label={t(`promotions.dayNames.d${day}`)} />
              ))}
            </div>
          </Checkbox.Group>
        </>
      )}
      <MoneyField
        label={t('promotions.minSpend')}
        value={promotion.minSpend ?? ''}
        onChange={(value) => (value === '' ? without('minSpend') : change({ minSpend: whole(value, 0) }))}
      />
      {(['membersOnly', 'stackable'] as const).map((rule) => (
        <Switch
          key={rule}
          size="lg"
          label={t(rule === 'membersOnly' ? 'promotions.members' : 'promotions.stackable')}
          checked={promotion[rule] ?? false}
          onChange={({ currentTarget: { checked } }) => change({ [rule]: checked })}
        />
      ))}
    </section>
  );
}
