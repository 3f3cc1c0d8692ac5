import { NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { STOCK_POLICIES, type StockPolicy } from '../../../shared/settings/types.ts';
import { MoneyField } from '../products/money-field.tsx';
import { LinesField, whole } from './fields.tsx';
import type { EditorProps } from './use-settings-draft.ts';

/** Whether customers may owe, and how much. */
export function DebtEditor({ settings: { debt }, set }: EditorProps) {
  const { t } = useTranslation('rules');
  return (
    <>
      <Switch
        size="lg"
        label={t('debt.enabled')}
        checked={debt.enabled}
        onChange={({ currentTarget: { checked } }) => set({ debt: { ...debt, enabled: checked } })}
      />
      {debt.enabled && (
        <MoneyField
          label={t('debt.limit')}
          description={t('debt.hint')}
          value={debt.defaultLimit}
          onChange={(value) => set({ debt: { ...debt, defaultLimit: whole(value, 0) } })}
        />
      )}
    </>
  );
}

/** What the till does when it sells what it believes is not there. */
export function StockEditor({ settings, set }: EditorProps) {
  const { t } = useTranslation('rules');
  return (
    <NativeSelect
      label={t('stock.policy')}
      description={t('stock.hint')}
      value={settings.stockPolicy}
      data={STOCK_POLICIES.map((value) => ({ value, label: t(`stock.policies.${value}`) }))}
      onChange={({ currentTarget: { value } }) => set({ stockPolicy: value as StockPolicy })}
    />
  );
}

/** Whether a shift is needed, how it is counted, and what moves its drawer. */
export function ShiftEditor({ settings: { shift }, set }: EditorProps) {
  const { t } = useTranslation('rules');
  return (
    <>
      <Switch
        size="lg"
        label={t('shift.required')}
        checked={shift.required}
        onChange={({ currentTarget: { checked } }) => set({ shift: { ...shift, required: checked } })}
      />
      <Switch
        size="lg"
        label={t('shift.blind')}
        checked={shift.blindCount}
        onChange={({ currentTarget: { checked } }) => set({ shift: { ...shift, blindCount: checked } })}
      />
      <MoneyField
        label={t('shift.limit')}
        description={t('shift.limitHint')}
        value={shift.varianceLimit}
        onChange={(value) => set({ shift: { ...shift, varianceLimit: whole(value, 0) } })}
      />
      {(['in', 'out'] as const).map((direction) => (
        <LinesField
          key={direction}
          label={t(`shift.${direction}`)}
          description={t('shift.lines')}
          lines={shift.cashCategories[direction]}
          onLines={(lines) =>
            set({ shift: { ...shift, cashCategories: { ...shift.cashCategories, [direction]: lines } } })
          }
        />
      ))}
    </>
  );
}
