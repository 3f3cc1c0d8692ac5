import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefundableSale } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import { Chips } from './chips.tsx';
import styles from './day.module.css';
import { useApproval } from './use-approval.tsx';
import { useCashier } from './use-cashier.ts';
import { useOnce } from './use-once.ts';

const REASONS = ['mistyped', 'cancelled', 'twice', 'practice', 'other'] as const;

/** Undoes a sale that has not left this device, with a reason; sale and void are both kept. */
export function VoidSheet({ sale, onClose }: { sale: RefundableSale; onClose: () => void }) {
  const { t } = useTranslation('day');
  const { t: common } = useTranslation();
  const { local } = useDevice();
  const { id: staffId } = useCashier();
  const { approve, sheet } = useApproval();
  const [choice, setChoice] = useState<(typeof REASONS)[number] | null>(null);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const { once, failure, setFailure } = useOnce();
  const reason = choice === 'other' ? text.trim() : choice ? t(`void.reasons.${choice}`) : '';
  const { receiptNumber, saleId, total } = sale;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (reason === '') return;
    await once(async () => {
      const approvals = await approve('void');
      if (!approvals) return;
      const result = await local.voidSale({ saleId, staffId, reason, approvals });
      if (!result.ok) return setFailure(t(`void.${result.reason}`));
      showToast({
        message: t('void.done', { receipt: receiptNumber, amount: formatRupiah(total) }),
        tone: 'ok',
        durationMs: 12_000,
      });
      onClose();
    });
  }

  return (
    <Sheet title={t('void.title', { receipt: receiptNumber })} closeLabel={common('close')} onClose={onClose}>
      <form onSubmit={submit} className={styles.stack} noValidate data-testid="void-sheet">
        <p className={styles.hint}>{t('void.hint', { amount: formatRupiah(total) })}</p>
        <Chips
          legend={t('void.reason')}
          value={choice}
          options={REASONS.map((value) => ({ value, text: t(`void.reasons.${value}`) }))}
          onChange={setChoice}
          testIdPrefix="void-reason"
        />
        {choice === 'other' && (
          <Field label={t('void.other')}>
            {(control) => (
              <input
                {...control}
                data-testid="void-other"
                autoComplete="off"
                maxLength={200}
                // biome-ignore lint/a11y/noAutofocus: it appears to be written into
                autoFocus
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        )}
        <p role="alert" className={styles.warning} data-testid="void-message">
          {failure || (asked && reason === '' && t('void.reasonMissing'))}
        </p>
        <Button type="submit" variant="danger" size={64} wide data-testid="void-confirm">
          {t('void.confirm')}
        </Button>
      </form>
      {sheet}
    </Sheet>
  );
}
