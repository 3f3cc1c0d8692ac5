import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readStaticQris, withAmount } from '../../../shared/qris/static-qris.ts';
import { useStore } from '../../app/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatRupiahBare } from '../../ui/format-rupiah.ts';
import { Money } from '../../ui/money.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useDevice } from '../device-context.ts';
import { parseAmount } from '../parse-amount.ts';
import { useFresh } from '../use-fresh.ts';
import { PartForm } from './part-form.tsx';
import styles from './qris-form.module.css';
import form from './sell-form.module.css';
import type { TenderFormProps } from './tender-form.ts';

/** The shop's own QRIS with the amount in it. It gives no callback, and the screen says so. */
export function QrisForm({ due, failure, onPaid }: TenderFormProps) {
  const { t } = useTranslation('sell');
  const { local } = useDevice();
  const { qris } = useStore(local.outletSettings);
  const [text, setText] = useState(formatRupiahBare(due));
  const [shown, setShown] = useState<{ amount: number; payload: string } | null>(null);
  const parsed = parseAmount(text);
  const amount = parsed.ok ? parsed.amount : 0;
  const code = useMemo(() => (qris ? withAmount(qris.payload, amount) : null), [qris, amount]);
  const problem = !parsed.ok
    ? t(`amountErrors.${parsed.reason}`)
    : amount > due
      ? t('tender.overDue')
      : code && !code.ok
        ? t(`qris.problems.${code.code}`)
        : null;

  function show() {
    if (code?.ok) setShown({ amount, payload: code.payload });
  }

  return (
    <>
      <PartForm
        text={text}
        onText={setText}
        problem={problem}
        failure={failure}
        button={{ text: t('qris.show'), testId: 'qris-show', disabled: problem !== null }}
        onSubmit={show}
      />
      {shown && qris && (
        <QrisCode
          {...shown}
          shop={qris}
          onCancel={() => setShown(null)}
          onPaid={async (confirmed) => {
            await onPaid({ method: 'qrisStatic', amount: shown.amount, tendered: shown.amount, confirmed });
            setShown(null);
          }}
        />
      )}
    </>
  );
}

/** Turned to the customer: the code, how much, and to whom. */
function QrisCode({
  amount,
  payload,
  shop,
  onCancel,
  onPaid,
}: {
  amount: number;
  payload: string;
  shop: { payload: string; capPerSale: number; capPerShift: number };
  onCancel: () => void;
  onPaid: (confirmed: boolean) => Promise<void>;
}) {
  const { t } = useTranslation('sell');
  const { t: common } = useTranslation();
  const { local, till } = useDevice();
  const shift = useStore(local.shift);
  const cart = useStore(till.cart);
  const load = useMemo(() => () => local.unconfirmedQris(shift?.shiftId), [local, shift]);
  const open = useFresh(load, shift);
  const taking = useRef(false);
  const merchant = readStaticQris(shop.payload);
  const unseenHere = cart.parts
    .filter((part) => part.method === 'qrisStatic' && !part.confirmed)
    .reduce((sum, part) => sum + part.amount, 0);
  const overSale = shop.capPerSale > 0 && unseenHere + amount > shop.capPerSale;
  const overShift = shop.capPerShift > 0 && (open?.amount ?? 0) + unseenHere + amount > shop.capPerShift;

  async function take(confirmed: boolean) {
    if (taking.current) return;
    taking.current = true;
    try {
      await onPaid(confirmed);
    } finally {
      taking.current = false;
    }
  }

  return (
    <Sheet
      title={t('qris.title')}
      closeLabel={common('back')}
      onClose={onCancel}
      className={styles.full}
      footer={
        <>
          <Button
            variant="primary"
            size={64}
            data-testid="qris-received"
            onClick={(event) => event.detail <= 1 && void take(true)}
          >
            {t('qris.received')}
          </Button>
          <Button
            size={64}
            disabled={overSale || overShift || open === undefined}
            data-testid="qris-unseen"
            onClick={() => void take(false)}
          >
            {t('qris.unseen')}
          </Button>
        </>
      }
    >
      <div className={styles.code} data-testid="qris-code" data-payload={payload}>
        <Money amount={amount} className={styles.amount} />
        <QrCode text={payload} label={t('qris.codeLabel')} className={styles.picture} />
        {merchant.ok && (
          <p className={styles.merchant}>
            <strong>{merchant.merchantName}</strong>
            <span>NMID {merchant.nmid}</span>
          </p>
        )}
        <p className={styles.honest}>{t('qris.honest')}</p>
        <p className={form.error} data-testid="qris-cap">
          {overSale ? t('qris.capPerSale') : overShift ? t('qris.capPerShift') : ''}
        </p>
      </div>
    </Sheet>
  );
}
