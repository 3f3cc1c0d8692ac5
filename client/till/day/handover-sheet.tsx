import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '../../local/types.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import { parseAmount } from '../parse-amount.ts';
import { MoneyField } from '../sell/money-field.tsx';
import styles from './day.module.css';
import { StaffPin } from './staff-pin.tsx';
import { useFailure } from './use-failure.ts';

/** The drawer goes to another cashier without a close; whoever takes it gives their PIN. */
export function HandoverSheet({ holderId, onClose }: { holderId: string; onClose: () => void }) {
  const { t } = useTranslation('day');
  const { t: common } = useTranslation();
  const { local } = useDevice();
  const failureOf = useFailure();
  const [text, setText] = useState('');
  const [failure, setFailure] = useState('');
  const [typingPin, setTypingPin] = useState(false);
  const parsed = parseAmount(text);
  const unreadable = text.trim() !== '' && !parsed.ok;

  async function take({ id: toStaffId, name }: StaffMember) {
    try {
      const result = await local.handover({
        staffId: holderId,
        toStaffId,
        ...(parsed.ok && { counted: parsed.amount }),
      });
      showToast(
        result.ok
          ? { message: t('handover.done', { name }), tone: 'ok' }
          : { message: t('shift.noShift'), tone: 'warning' },
      );
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
    }
  }

  return (
    <Sheet title={t('handover.title')} closeLabel={common('close')} onClose={onClose}>
      <div className={styles.stack} data-testid="handover-sheet">
        <p className={styles.hint}>{t('handover.hint')}</p>
        {!typingPin && (
          <MoneyField
            label={t('handover.counted')}
            hint={t('handover.countedHint')}
            error={
              unreadable &&
              !parsed.ok &&
              t(`amount.${parsed.reason === 'over100' ? 'tooLarge' : parsed.reason}`)
            }
            value={text}
            onChange={setText}
            testId="handover-counted"
          />
        )}
        <p role="alert" className={styles.warning}>
          {failure}
        </p>
        {!unreadable && (
          <StaffPin without={holderId} onChosen={setTypingPin} onSignedIn={(member) => void take(member)} />
        )}
      </div>
    </Sheet>
  );
}
