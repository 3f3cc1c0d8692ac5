import { IconChevronLeft } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerPaymentRecord } from '../../../shared/sync/day-records.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useStore } from '../../app/use-store.ts';
import type { CustomerEvent, CustomerDetail as Detail } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { Pill } from '../../ui/pill.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import { formatTime } from '../format-time.ts';
import { PageSection } from '../page-frame.tsx';
import { useFresh } from '../use-fresh.ts';
import { CustomerForm } from './customer-form.tsx';
import { CustomerMoneySheet } from './customer-money-sheet.tsx';
import styles from './day.module.css';

/** One customer: what they owe, what the shop keeps for them, and what happened lately. */
export function CustomerDetail({
  customerId,
  onOpen,
  onBack,
}: {
  customerId: string;
  onOpen: (customerId: string) => void;
  onBack: () => void;
}) {
  const { t } = useTranslation('day');
  const { local } = useDevice();
  const queue = useStore(local.queue);
  const load = useCallback(async () => (await local.customers.get(customerId)) ?? null, [local, customerId]);
  const detail = useFresh(load, queue, useStore(local.replicaVersion));
  const back = (
    <Button
      className={styles.back}
      icon={<IconChevronLeft size={20} aria-hidden="true" />}
      data-testid="customer-back"
      onClick={onBack}
    >
      {t('customers.back')}
    </Button>
  );
  if (detail === undefined) return null;
  if (detail === null) {
    return (
      <PageSection title={t('customers.title')} aside={back}>
        <p className={styles.warning}>{t('customers.gone')}</p>
      </PageSection>
    );
  }
  return (
    <>
      <PageSection title={detail.customer.name} aside={back}>
        <Person detail={detail} onOpen={onOpen} />
      </PageSection>
      <PageSection title={t('customers.history')}>
        {detail.history.length === 0 && <p className={styles.hint}>{t('customers.noHistory')}</p>}
        <ul className={styles.list}>
          {detail.history.map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </ul>
      </PageSection>
    </>
  );
}

function Person({ detail: { customer }, onOpen }: { detail: Detail; onOpen: (customerId: string) => void }) {
  const { t } = useTranslation('day');
  const { local, till } = useDevice();
  const { debt: debtSettings } = useStore(local.outletSettings);
  const navigate = useNavigate();
  const [editing, setEditing] = useState(false);
  const [purpose, setPurpose] = useState<CustomerPaymentRecord['purpose'] | null>(null);

  async function use() {
    const { id, name, phone, member } = customer;
    till.change({ type: 'customer', customer: { customerId: id, name, phone, member } });
    showToast({ message: t('customers.used', { name }), tone: 'ok' });
    await navigate({ to: '/' });
  }

  return (
    <>
      <dl
        className={styles.facts}
        data-testid="customer-facts"
        data-debt={customer.debt}
        data-balance={customer.balance}
      >
        <div>
          <dt>{t('customers.phone')}</dt>
          <dd data-testid="customer-phone">{customer.phone || t('customers.noPhone')}</dd>
        </div>
        <div>
          <dt>{t('customers.debt')}</dt>
          <dd>
            <Money amount={customer.debt} />
          </dd>
        </div>
        <div>
          <dt>{t('customers.balance')}</dt>
          <dd>
            <Money amount={customer.balance} />
          </dd>
        </div>
        <div>
          <dt>{t('customers.limit')}</dt>
          <dd>
            <Money amount={customer.debtLimit ?? debtSettings.defaultLimit} />
          </dd>
        </div>
        {customer.address && (
          <div>
            <dt>{t('customers.address')}</dt>
            <dd>{customer.address}</dd>
          </div>
        )}
        {customer.note && (
          <div>
            <dt>{t('customers.note')}</dt>
            <dd>{customer.note}</dd>
          </div>
        )}
        <div>
          <dt>{t('customers.consent')}</dt>
          <dd>{t(customer.consent ? 'customers.consentYes' : 'customers.consentNo')}</dd>
        </div>
      </dl>
      <p className={styles.chips}>
        {customer.member && <Pill tone="ok">{t('customers.member')}</Pill>}
        {customer.unsent && <Pill tone="calm">{t('customers.unsent')}</Pill>}
      </p>
      <div className={styles.actions}>
        {customer.debt > 0 && (
          <Button size={56} data-testid="repay" onClick={() => setPurpose('debtRepayment')}>
            {t('customers.repay')}
          </Button>
        )}
        <Button size={56} data-testid="deposit-in" onClick={() => setPurpose('depositIn')}>
          {t('customers.depositIn')}
        </Button>
        {customer.balance > 0 && (
          <Button size={56} data-testid="deposit-out" onClick={() => setPurpose('depositOut')}>
            {t('customers.depositOut')}
          </Button>
        )}
        <Button size={56} data-testid="customer-edit" onClick={() => setEditing(true)}>
          {t('customers.edit')}
        </Button>
        <Button size={56} data-testid="customer-use" onClick={() => void use()}>
          {t('customers.use')}
        </Button>
      </div>
      {editing && (
        <CustomerForm
          customer={customer}
          onClose={() => setEditing(false)}
          onSaved={() => setEditing(false)}
          onOpen={(id) => {
            setEditing(false);
            onOpen(id);
          }}
        />
      )}
      {purpose && (
        <CustomerMoneySheet customer={customer} purpose={purpose} onClose={() => setPurpose(null)} />
      )}
    </>
  );
}

function EventRow({ event }: { event: CustomerEvent }) {
  const { t } = useTranslation('day');
  const language = useLanguage();
  const { local } = useDevice();
  const timeZone = local.identity.get()?.outlet.timeZone;
  const name =
    event.kind === 'payment'
      ? t(`customers.events.${event.purpose}`)
      : t(`customers.events.${event.kind}`, { receipt: event.receiptNumber });
  const amount =
    event.kind === 'payment' ? event.amount : event.kind === 'refund' ? -event.total : event.total;
  return (
    <li className={styles.row} data-testid="customer-event" data-kind={event.kind}>
      <span className={styles.name}>{name}</span>
      <Money amount={amount} className={styles.amount} />
      <span className={styles.detail}>
        {formatTime(event.at, language, timeZone)}
        {event.kind === 'payment' && ` · ${t(`methods.${event.method}`)}`}
        {event.kind === 'sale' &&
          event.debt > 0 &&
          ` · ${t('customers.events.onDebt', { amount: formatRupiah(event.debt) })}`}
      </span>
    </li>
  );
}
