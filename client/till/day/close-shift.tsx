import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Approval } from '../../../shared/sync/record-fields.ts';
import { useStore } from '../../app/use-store.ts';
import type { ClosedShift, OpenShift } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatRupiah } from '../../ui/format-rupiah.ts';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import { PageSection } from '../page-frame.tsx';
import { useFresh } from '../use-fresh.ts';
import styles from './day.module.css';
import { amountOf, type Counted, DenominationCount, NOTHING_COUNTED } from './denomination-count.tsx';
import { useApproval } from './use-approval.tsx';
import { useCashier } from './use-cashier.ts';
import { useOnce } from './use-once.ts';
import { varianceWords } from './variance-words.ts';

interface Over {
  counted: number;
  variance: number;
}

/** Counting the drawer and closing: blind where the outlet wants it, explained and approved where it differs much. */
export function CloseShift({
  shift,
  onClosed,
  onBack,
}: {
  shift: OpenShift;
  onClosed: (closed: ClosedShift) => void;
  onBack: () => void;
}) {
  const { t } = useTranslation('day');
  const { t: common } = useTranslation();
  const { local } = useDevice();
  const { id: staffId } = useCashier();
  const { approve, sheet } = useApproval();
  const { blindCount, varianceLimit } = useStore(local.outletSettings).shift;
  const { pending } = useStore(local.queue);
  const [counted, setCounted] = useState<Counted>(NOTHING_COUNTED);
  const [over, setOver] = useState<Over | null>(null);
  const { once, failure } = useOnce();
  const amount = amountOf(counted);

  async function close(note: string, approvals: readonly Approval[]) {
    if (amount === null) return;
    const result = await local.closeShift({
      staffId,
      denominations: counted.by === 'pieces' ? counted.pieces : {},
      counted: amount,
      ...(note && { note }),
      ...(approvals.length > 0 && { approvals }),
    });
    if (result.ok) onClosed(result.closed);
    else if (result.reason === 'noShift') {
      showToast({ message: t('shift.noShift'), tone: 'warning' });
      onBack();
    } else setOver({ counted: amount, variance: result.variance });
  }

  async function finish(event: FormEvent) {
    event.preventDefault();
    if (amount === null) return;
    await once(async () => {
      const sums = await local.shiftTotals(shift.shiftId);
      const variance = amount - (sums?.expected ?? 0);
      if (!sums || Math.abs(variance) <= varianceLimit) return close('', []);
      // Whoever counts again after seeing the difference leaves the first count behind.
      await local.audit({
        staffId,
        action: 'countOverLimit',
        target: shift.shiftId,
        detail: { counted: amount, variance },
      });
      setOver({ counted: amount, variance });
    });
  }

  if (over) {
    return (
      <PageSection title={t('shift.overTitle')}>
        <OverVariance
          over={over}
          limit={varianceLimit}
          failure={failure}
          onRecount={() => setOver(null)}
          onClose={(note) =>
            once(async () => {
              const approvals = await approve('closeShiftOverVariance');
              if (approvals) await close(note, approvals);
            })
          }
        />
        {sheet}
      </PageSection>
    );
  }
  return (
    <PageSection title={t('shift.closeTitle')}>
      {blindCount ? (
        <p className={styles.hint}>{t('shift.blindHint')}</p>
      ) : (
        <Expected shiftId={shift.shiftId} />
      )}
      {pending > 0 && (
        <p className={styles.note} data-testid="close-unsent">
          {t('shift.unsentBefore', { count: pending })}
        </p>
      )}
      <form onSubmit={finish} className={styles.stack} noValidate data-testid="close-shift">
        <DenominationCount counted={counted} onChange={setCounted} />
        <p role="alert" className={styles.warning}>
          {failure}
        </p>
        <Button
          type="submit"
          variant="primary"
          size={64}
          wide
          disabled={amount === null}
          data-testid="count-done"
          onClick={(event) => event.detail > 1 && event.preventDefault()}
        >
          {t('shift.finishCount')}
        </Button>
        <Button size={48} wide onClick={onBack}>
          {common('back')}
        </Button>
      </form>
    </PageSection>
  );
}

function Expected({ shiftId }: { shiftId: string }) {
  const { t } = useTranslation('day');
  const { local } = useDevice();
  const queue = useStore(local.queue);
  const [load] = useState(() => () => local.shiftTotals(shiftId));
  const sums = useFresh(load, queue);
  return (
    <p className={styles.hint} data-testid="count-expected">
      {sums ? t('shift.openHintExpected', { amount: formatRupiah(sums.expected) }) : ' '}
    </p>
  );
}

function OverVariance({
  over,
  limit,
  failure,
  onRecount,
  onClose,
}: {
  over: Over;
  limit: number;
  failure: string;
  onRecount: () => void;
  onClose: (note: string) => void;
}) {
  const { t } = useTranslation('day');
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  const written = note.trim();
  return (
    <form
      className={styles.stack}
      noValidate
      data-testid="over-variance"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (written) onClose(written);
      }}
    >
      <p className={styles.warning} role="status" data-testid="variance" data-amount={over.variance}>
        {varianceWords(over.variance, t)}
      </p>
      <p className={styles.hint}>{t('shift.overHint', { limit: formatRupiah(limit) })}</p>
      <Field label={t('shift.note')} error={asked && !written && t('shift.noteMissing')}>
        {(control) => (
          <input
            {...control}
            data-testid="variance-note"
            autoComplete="off"
            maxLength={300}
            // biome-ignore lint/a11y/noAutofocus: the step exists to be written into
            autoFocus
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <p role="alert" className={styles.warning}>
        {failure}
      </p>
      <Button type="submit" variant="primary" size={64} wide data-testid="close-anyway">
        {t('shift.closeAnyway')}
      </Button>
      <Button size={56} wide data-testid="recount" onClick={onRecount}>
        {t('shift.recount')}
      </Button>
    </form>
  );
}
