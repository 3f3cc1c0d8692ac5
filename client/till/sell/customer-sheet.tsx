import { type FormEvent, useCallback, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/use-store.ts';
import type { Customer } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Money } from '../../ui/money.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useDevice } from '../device-context.ts';
import { useFresh } from '../use-fresh.ts';
import styles from './sell-form.module.css';

const SHOWN = 8;

/** Who buys: found by name or phone, or written down now, with a network or without. */
export function CustomerSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('sell');
  const { t: common } = useTranslation();
  const { local, till } = useDevice();
  const { customer } = useStore(till.cart);
  const [query, setQuery] = useState('');
  const [creating, setCreating] = useState(false);
  const wanted = useDeferredValue(query.trim());
  const load = useCallback(() => local.customers.find(wanted, SHOWN), [local, wanted]);
  const found = useFresh(load, wanted);

  function choose({ id: customerId, name, phone, member }: Customer) {
    till.change({ type: 'customer', customer: { customerId, name, phone, member } });
    onClose();
  }

  return (
    <Sheet
      title={t('customer.title')}
      closeLabel={common('close')}
      onClose={onClose}
      className={styles.sheet}
    >
      {creating ? (
        <NewCustomer typed={query.trim()} onChoose={choose} onBack={() => setCreating(false)} />
      ) : (
        <div className={styles.form}>
          <Field label={t('customer.search')}>
            {(control) => (
              <input
                {...control}
                type="search"
                data-testid="customer-search"
                data-autofocus
                autoComplete="off"
                maxLength={100}
                value={query}
                onChange={(event) => setQuery(event.target.value)}
              />
            )}
          </Field>
          <div className={styles.group}>
            {found?.map((one) => (
              <button
                key={one.id}
                type="button"
                className={styles.option}
                data-testid="customer"
                onClick={() => choose(one)}
              >
                <span>
                  {one.name}
                  <small>{one.phone}</small>
                </span>
                {one.debt > 0 && (
                  <span>
                    {t('customer.debt')} <Money amount={one.debt} />
                  </span>
                )}
              </button>
            ))}
            {found?.length === 0 && wanted !== '' && (
              <p className={styles.quiet}>{t('customer.nobody', { query: wanted })}</p>
            )}
          </div>
          <Button size={56} wide data-testid="customer-new" onClick={() => setCreating(true)}>
            {t('customer.new')}
          </Button>
          {customer && (
            <Button
              size={56}
              wide
              data-testid="customer-none"
              onClick={() => {
                till.change({ type: 'customer', customer: null });
                onClose();
              }}
            >
              {t('customer.none', { name: customer.name })}
            </Button>
          )}
        </div>
      )}
    </Sheet>
  );
}

function NewCustomer({
  typed,
  onChoose,
  onBack,
}: {
  typed: string;
  onChoose: (customer: Customer) => void;
  onBack: () => void;
}) {
  const { t } = useTranslation('sell');
  const { t: common } = useTranslation();
  const { local, till } = useDevice();
  const looksLikePhone = /^[+\d][\d\s-]{3,}$/.test(typed);
  const [name, setName] = useState(looksLikePhone ? '' : typed);
  const [phone, setPhone] = useState(looksLikePhone ? typed : '');
  const [failure, setFailure] = useState<'nameMissing' | 'phoneInvalid' | 'storage' | null>(null);
  const [taken, setTaken] = useState<Customer | null>(null);

  async function save(asNew: boolean) {
    const staffId = till.cashier.get()?.id;
    if (!staffId) return;
    const result = await local.customers.save({ staffId, name, phone }, { asNew }).catch(() => null);
    setTaken(null);
    if (!result) setFailure('storage');
    else if (result.ok) onChoose(result.customer);
    else if (result.reason === 'phoneTaken') setTaken(result.customer);
    else setFailure(result.reason);
  }

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save(false);
      }}
    >
      <Field label={t('customer.name')} error={failure === 'nameMissing' && t('customer.errors.nameMissing')}>
        {(control) => (
          <input
            {...control}
            data-testid="customer-name"
            autoComplete="off"
            maxLength={120}
            // biome-ignore lint/a11y/noAutofocus: the form was opened to type
            autoFocus
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              setFailure(null);
            }}
          />
        )}
      </Field>
      <Field
        label={t('customer.phone')}
        hint={t('customer.phoneHint')}
        error={failure === 'phoneInvalid' && t('customer.errors.phoneInvalid')}
      >
        {(control) => (
          <input
            {...control}
            type="tel"
            data-testid="customer-phone"
            autoComplete="off"
            maxLength={30}
            value={phone}
            onChange={(event) => {
              setPhone(event.target.value);
              setFailure(null);
            }}
          />
        )}
      </Field>
      <p role="alert" className={styles.error}>
        {failure === 'storage' && t('customer.errors.storage')}
        {taken && t('customer.taken', { name: taken.name })}
      </p>
      {taken ? (
        <>
          <Button variant="primary" size={56} wide onClick={() => onChoose(taken)}>
            {t('customer.useTaken', { name: taken.name })}
          </Button>
          <Button size={56} wide onClick={() => void save(true)}>
            {t('customer.asNew')}
          </Button>
        </>
      ) : (
        <Button type="submit" variant="primary" size={56} wide data-testid="customer-save">
          {t('customer.save')}
        </Button>
      )}
      <Button size={48} wide onClick={onBack}>
        {common('back')}
      </Button>
    </form>
  );
}
