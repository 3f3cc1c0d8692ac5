import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { v7 } from 'uuid';
import type { OrderType } from '../../../shared/sync/sale-record.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import form from '../frame/form.module.css';
import { ORDER_TYPES } from './order-types.ts';
import rows from './rows.module.css';
import styles from './settings-page.module.css';
import type { EditorProps } from './use-settings-draft.ts';

/** Which kinds of orders there are, and the price lists that they go by. */
export function OrderEditor({ settings, set }: EditorProps) {
  const { t } = useTranslation('rules');
  const { orderTypes, priceLists } = settings;
  const changeType = (type: OrderType, change: { enabled: boolean; priceListId?: string }) =>
    set({ orderTypes: { ...orderTypes, [type]: change } });
  const removeList = (id: string) =>
    set({
      priceLists: priceLists.filter((list) => list.id !== id),
      orderTypes: Object.fromEntries(
        ORDER_TYPES.map((type) => {
          const { enabled, priceListId } = orderTypes[type];
          return [type, priceListId && priceListId !== id ? { enabled, priceListId } : { enabled }];
        }),
      ) as typeof orderTypes,
    });
  return (
    <>
      {ORDER_TYPES.map((type) => {
        const { enabled, priceListId } = orderTypes[type];
        const name = t(`orders.types.${type}`);
        return (
          <div key={type} className={form.form}>
            <Switch
              size="lg"
              label={t('orders.enabled', { type: name })}
              checked={enabled}
              onChange={({ currentTarget: { checked } }) =>
                changeType(type, { enabled: checked, ...(priceListId && { priceListId }) })
              }
            />
            {enabled && priceLists.length > 0 && (
              <NativeSelect
                label={t('orders.priceList', { type: name })}
                value={priceListId ?? ''}
                data={[
                  { value: '', label: t('orders.ownPrice') },
                  ...priceLists.map((list) => ({ value: list.id, label: list.name })),
                ]}
                onChange={({ currentTarget: { value } }) =>
                  changeType(type, { enabled, ...(value && { priceListId: value }) })
                }
              />
            )}
          </div>
        );
      })}
      <section className={styles.card}>
        <h3>{t('orders.lists')}</h3>
        <p className={form.hint}>{t('orders.listsHint')}</p>
        {priceLists.map((list, at) => (
          <div key={list.id} className={rows.row}>
            <TextInput
              aria-label={t('name')}
              maxLength={120}
              value={list.name}
              onChange={({ currentTarget: { value } }) =>
                set({ priceLists: priceLists.with(at, { ...list, name: value }) })
              }
            />
            <IconButton aria-label={t('remove', { name: list.name })} onClick={() => removeList(list.id)}>
              <IconTrash size={22} aria-hidden="true" />
            </IconButton>
          </div>
        ))}
        <Button
          icon={<IconPlus size={20} aria-hidden="true" />}
          onClick={() =>
            set({
              priceLists: [
                ...priceLists,
                { id: v7(), name: `${t('orders.lists')} ${priceLists.length + 1}` },
              ],
            })
          }
        >
          {t('add')}
        </Button>
      </section>
    </>
  );
}
