import { IconUserPlus } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Field } from '../../ui/field.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Pill } from '../../ui/pill.tsx';
import { useDevice } from '../device-context.ts';
import { PageFrame, PageSection } from '../page-frame.tsx';
import { useFresh } from '../use-fresh.ts';
import { CustomerDetail } from './customer-detail.tsx';
import { CustomerForm } from './customer-form.tsx';
import styles from './day.module.css';
import { usePart } from './use-part.ts';

const SHOWN = 100;

/** `/customers`: who buys here, what they owe and what the shop keeps for them; all of it without a network. */
export function CustomersScreen() {
  const { t } = useTranslation('day');
  const [customerId, open] = usePart('customer');
  return (
    <PageFrame title={t('customers.title')}>
      {customerId === null ? (
        <People onOpen={open} />
      ) : (
        <CustomerDetail customerId={customerId} onOpen={open} onBack={() => open(null)} />
      )}
    </PageFrame>
  );
}

function People({ onOpen }: { onOpen: (customerId: string) => void }) {
  const { t } = useTranslation('day');
  const { local } = useDevice();
  const queue = useStore(local.queue);
  const [query, setQuery] = useState('');
  const [creating, setCreating] = useState(false);
  const wanted = useDeferredValue(query.trim());
  const load = useCallback(() => local.customers.find(wanted, SHOWN), [local, wanted]);
  const found = useFresh(load, queue, useStore(local.replicaVersion));
  return (
    <PageSection
      title={t('customers.list')}
      aside={
        <Button
          icon={<IconUserPlus size={22} aria-hidden="true" />}
          data-testid="new-customer"
          onClick={() => setCreating(true)}
        >
          {t('customers.new')}
        </Button>
      }
    >
      <Field label={t('customers.search')}>
        {(control) => (
          <input
            {...control}
            type="search"
            data-testid="customers-search"
            autoComplete="off"
            maxLength={100}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        )}
      </Field>
      {found?.length === 0 && (
        <EmptyState
          kind="people"
          title={wanted === '' ? t('customers.empty') : t('customers.nothing', { query: wanted })}
        >
          {t('customers.emptyHint')}
        </EmptyState>
      )}
      <ul className={styles.list}>
        {found?.map(({ id, name, phone, debt, balance, unsent }) => (
          <li key={id}>
            <button
              type="button"
              className={styles.row}
              data-testid="customer-row"
              data-name={name}
              onClick={() => onOpen(id)}
            >
              <span className={styles.name}>{name}</span>
              <span className={styles.end}>
                {debt > 0 && (
                  <Pill tone="warning">
                    {t('customers.debt')} {formatRupiah(debt)}
                  </Pill>
                )}
                {balance > 0 && (
                  <Pill tone="ok">
                    {t('customers.balance')} {formatRupiah(balance)}
                  </Pill>
                )}
                {unsent && <Pill tone="calm">{t('customers.unsent')}</Pill>}
              </span>
              <span className={styles.detail}>{phone || t('customers.noPhone')}</span>
            </button>
          </li>
        ))}
      </ul>
      {creating && (
        <CustomerForm
          typed={query.trim()}
          onClose={() => setCreating(false)}
          onSaved={({ id }) => {
            setCreating(false);
            onOpen(id);
          }}
          onOpen={onOpen}
        />
      )}
    </PageSection>
  );
}
