import { type FormEvent, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatRupiah, formatRupiahBare } from '../../ui/format-rupiah.ts';
import { useDevice } from '../device-context.ts';
import type { SellAction } from '../needs.ts';
import { parseAmount } from '../parse-amount.ts';
import { useFresh } from '../use-fresh.ts';
import { CustomerSheet } from './customer-sheet.tsx';
import { MoneyField } from './money-field.tsx';
import form from './sell-form.module.css';
import type { TenderFormProps } from './tender-form.ts';

/** On the customer's account: kasbon they will owe, or a deposit they have. */
export function DebtForm({
  method,
  due,
  failure,
  onPaid,
}: TenderFormProps & { method: 'debt' | 'storeCredit' }) {
  const { t } = useTranslation('sell');
  const { t: till } = useTranslation('till');
  const { local, till: session } = useDevice();
  const cart = useStore(session.cart);
  const settings = useStore(local.outletSettings);
  const customerId = cart.customer?.customerId ?? null;
  const load = useCallback(
    async () => (customerId === null ? null : ((await local.customers.get(customerId))?.customer ?? null)),
    [local, customerId],
  );
  const account = useFresh(load, customerId);
  const [typed, setTyped] = useState<string | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [denied, setDenied] = useState(false);
  const sending = useRef(false);

  const balance = account?.balance ?? 0;
  const limit = account?.debtLimit ?? settings.debt.defaultLimit;
  const usual = method === 'debt' ? due : Math.min(due, balance);
  const text = typed ?? formatRupiahBare(usual);
  const parsed = parseAmount(text);
  const inParts = cart.parts
    .filter((part) => part.method === method)
    .reduce((sum, { amount }) => sum + amount, 0);
  const amount = parsed.ok ? parsed.amount : 0;
  const overBalance = method === 'storeCredit' && amount + inParts > balance;
  const overLimit = method === 'debt' && (account?.debt ?? 0) + inParts + amount > limit;
  const problem = !parsed.ok
    ? t(`amountErrors.${parsed.reason}`)
    : amount > due
      ? t('tender.overDue')
      : overBalance
        ? t('debt.overBalance', { balance: formatRupiah(balance) })
        : null;
  const ready = cart.customer !== null && account !== undefined && !problem && amount > 0;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!ready || sending.current) return;
    sending.current = true;
    setDenied(false);
    try {
      const wanted: SellAction[] = [
        ...(method === 'debt' && !session.may('sellOnDebt') ? (['sellOnDebt'] as const) : []),
        ...(overLimit && !session.may('debtOverLimit') ? (['debtOverLimit'] as const) : []),
      ];
      if (wanted.length > 0) {
        const approvals = await session.askApproval(wanted.map((action) => ({ action, lineId: null })));
        if (!approvals) return setDenied(true);
        session.change({ type: 'approve', approvals });
      }
      await onPaid({ method, amount, tendered: amount });
    } finally {
      sending.current = false;
    }
  }

  return (
    <>
      <form onSubmit={submit} className={form.form} noValidate>
        <Button size={56} wide data-testid="tender-customer" onClick={() => setChoosing(true)}>
          {cart.customer ? cart.customer.name : t('debt.chooseCustomer')}
        </Button>
        {account && (
          <p className={form.quiet} data-testid="debt-state">
            {method === 'debt'
              ? t('debt.state', { debt: formatRupiah(account.debt), limit: formatRupiah(limit) })
              : t('debt.balance', { balance: formatRupiah(balance) })}
          </p>
        )}
        <MoneyField
          label={t('tender.amount')}
          error={cart.customer && problem}
          value={text}
          onChange={setTyped}
          testId="part-amount"
        />
        <p role="alert" className={form.error} data-testid="tender-error">
          {!cart.customer && t('debt.customerNeeded')}
          {cart.customer && overLimit && !problem && t('debt.overLimit', { limit: formatRupiah(limit) })}
          {denied && ` ${t('problems.denied')}`}
          {failure && till(`tender.errors.${failure}`)}
        </p>
        <Button
          type="submit"
          variant="primary"
          size={64}
          wide
          disabled={!ready}
          data-testid="tender-confirm"
          onClick={(event) => event.detail > 1 && event.preventDefault()}
        >
          {ready && amount < due
            ? t('tender.takePartOf', { amount: formatRupiah(amount), rest: formatRupiah(due - amount) })
            : till('tender.confirm')}
        </Button>
      </form>
      {choosing && <CustomerSheet onClose={() => setChoosing(false)} />}
    </>
  );
}
