import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { normalisePhone } from '../../../shared/customers/normalise-phone.ts';
import type { Customer } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import { Chips } from './chips.tsx';
import styles from './day.module.css';
import { useApproval } from './use-approval.tsx';
import { useCashier } from './use-cashier.ts';
import { useOnce } from './use-once.ts';

const TEXTS = [
  { key: 'address', max: 300 },
  { key: 'email', max: 200 },
  { key: 'note', max: 300 },
] as const;

/** A new customer, or a known one's details. The phone number is shown as it will be kept. */
export function CustomerForm({
  customer,
  typed = '',
  onClose,
  onSaved,
  onOpen,
}: {
  /** left out: a new one */
  customer?: Customer;
  /** what was searched for: a name or a number */
  typed?: string;
  onClose: () => void;
  onSaved: (customer: Customer) => void;
  onOpen: (customerId: string) => void;
}) {
  const { t } = useTranslation('day');
  const { t: common } = useTranslation();
  const { local } = useDevice();
  const { id: staffId } = useCashier();
  const { approve, sheet } = useApproval();
  const isNumber = /^[+\d][\d\s-]{3,}$/.test(typed);
  const [values, setValues] = useState({
    name: customer?.name ?? (isNumber ? '' : typed),
    phone: customer?.phone ?? (isNumber ? typed : ''),
    address: customer?.address ?? '',
    email: customer?.email ?? '',
    note: customer?.note ?? '',
  });
  const [member, setMember] = useState(customer?.member ?? false);
  const [consent, setConsent] = useState(customer?.consent ?? false);
  const [problem, setProblem] = useState<'nameMissing' | 'phoneInvalid' | null>(null);
  const [taken, setTaken] = useState<Customer | null>(null);
  const { once, failure } = useOnce();
  const kept = values.phone.trim() === '' ? null : normalisePhone(values.phone);

  function write(part: Partial<typeof values>) {
    setValues({ ...values, ...part });
    setProblem(null);
    setTaken(null);
  }

  async function save(asNew: boolean) {
    await once(async () => {
      const approvals = customer ? await approve('editCustomer') : [];
      if (!approvals) return;
      const result = await local.customers.save(
        { ...(customer && { customerId: customer.id }), staffId, ...values, member, consent, approvals },
        { asNew },
      );
      if (result.ok) {
        showToast({ message: t('customers.form.saved', { name: result.customer.name }), tone: 'ok' });
        onSaved(result.customer);
      } else if (result.reason === 'phoneTaken') setTaken(result.customer);
      else setProblem(result.reason);
    });
  }

  return (
    <Sheet
      title={customer ? t('customers.form.editTitle', { name: customer.name }) : t('customers.form.newTitle')}
      closeLabel={common('close')}
      onClose={onClose}
    >
      <form
        className={styles.stack}
        noValidate
        data-testid="customer-form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save(false);
        }}
      >
        <Field
          label={t('customers.form.name')}
          error={problem === 'nameMissing' && t('customers.form.nameMissing')}
        >
          {(control) => (
            <input
              {...control}
              data-testid="form-name"
              data-autofocus
              autoComplete="off"
              maxLength={120}
              value={values.name}
              onChange={(event) => write({ name: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t('customers.form.phone')}
          hint={
            <span data-testid="phone-kept">
              {kept === null ? t('customers.form.phoneHint') : t('customers.form.phoneKept', { phone: kept })}
            </span>
          }
          error={problem === 'phoneInvalid' && t('customers.form.phoneInvalid')}
        >
          {(control) => (
            <input
              {...control}
              type="tel"
              data-testid="form-phone"
              autoComplete="off"
              maxLength={30}
              value={values.phone}
              onChange={(event) => write({ phone: event.target.value })}
            />
          )}
        </Field>
        {TEXTS.map(({ key, max }) => (
          <Field key={key} label={t(`customers.${key}`)}>
            {(control) => (
              <input
                {...control}
                type={key === 'email' ? 'email' : 'text'}
                data-testid={`form-${key}`}
                autoComplete="off"
                maxLength={max}
                value={values[key]}
                onChange={(event) => write({ [key]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <YesNo legend={t('customers.memberQuestion')} value={member} onChange={setMember} testId="member" />
        <YesNo legend={t('customers.consent')} value={consent} onChange={setConsent} testId="consent" />
        <p role="alert" className={styles.warning} data-testid="customer-message">
          {failure || (taken && t('customers.form.taken', { name: taken.name }))}
        </p>
        {taken ? (
          <>
            <Button
              variant="primary"
              size={56}
              wide
              data-testid="open-taken"
              onClick={() => onOpen(taken.id)}
            >
              {t('customers.form.openTaken', { name: taken.name })}
            </Button>
            <Button size={56} wide data-testid="as-new" onClick={() => void save(true)}>
              {t('customers.form.asNew')}
            </Button>
          </>
        ) : (
          <Button type="submit" variant="primary" size={56} wide data-testid="form-save">
            {t('customers.form.save')}
          </Button>
        )}
      </form>
      {sheet}
    </Sheet>
  );
}

function YesNo({
  legend,
  value,
  onChange,
  testId,
}: {
  legend: string;
  value: boolean;
  onChange: (value: boolean) => void;
  testId: string;
}) {
  const { t } = useTranslation('day');
  return (
    <Chips
      legend={legend}
      value={value ? 'yes' : 'no'}
      options={[
        { value: 'yes', text: t('customers.form.yes') },
        { value: 'no', text: t('customers.form.no') },
      ]}
      onChange={(choice) => onChange(choice === 'yes')}
      testIdPrefix={testId}
    />
  );
}
