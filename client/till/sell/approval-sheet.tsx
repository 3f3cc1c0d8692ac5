import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../../shared/permissions.ts';
import type { ApproveResult } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { Keypad } from '../../ui/keypad.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import type { CartApproval } from '../cart.ts';
import { useDevice } from '../device-context.ts';
import type { SellAction } from '../needs.ts';
import { MAX_PIN, MIN_PIN } from '../pin-length.ts';
import type { ApprovalAsk } from '../till-session.ts';
import { useCountdown } from '../use-countdown.ts';
import styles from './approval-sheet.module.css';

/** Somebody who may agrees with their PIN; whoever is at the till stays signed in. */
export function ApprovalSheet({
  ask,
  nameOf,
}: {
  ask: ApprovalAsk;
  /** the room's own word for an action, where it is not one of selling */
  nameOf?: (action: Action) => string;
}) {
  const { t } = useTranslation('sell');
  const { t: till } = useTranslation('till');
  const { t: common } = useTranslation();
  const { local } = useDevice();
  const [pin, setPin] = useState('');
  const [failure, setFailure] = useState<(ApproveResult & { ok: false }) | 'storage' | null>(null);
  const [checking, setChecking] = useState(false);
  const lockedFor = useCountdown(
    failure !== null && failure !== 'storage' && failure.reason === 'locked' ? failure.untilMs : null,
  );
  const actions = [...new Set(ask.needs.map(({ action }) => action))];

  function type(digit: string) {
    if (checking || lockedFor !== null) return;
    setFailure(null);
    setPin((before) => (before.length < MAX_PIN ? before + digit : before));
  }

  // No field has the focus here: whoever types means the PIN.
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (/^\d$/.test(event.key)) type(event.key);
      else if (event.key === 'Backspace') setPin((before) => before.slice(0, -1));
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (checking || pin.length < MIN_PIN) return;
    setChecking(true);
    const approvals: CartApproval[] = [];
    let staffId: string | null = null;
    for (const action of actions) {
      const result: ApproveResult | null = await local.verifyPin({ staffId, pin, action }).catch(() => null);
      if (!result?.ok) {
        setFailure(result ?? 'storage');
        setPin('');
        setChecking(false);
        return;
      }
      const approvedBy: string = result.approver.id;
      staffId = approvedBy;
      for (const need of ask.needs) {
        if (need.action === action) approvals.push({ ...need, approvedBy });
      }
    }
    ask.answer(approvals);
  }

  const message =
    failure === null
      ? ''
      : failure === 'storage'
        ? till('storageBroken.hint')
        : failure.reason === 'wrong'
          ? till('pin.wrong', { count: failure.left })
          : failure.reason === 'notAllowed'
            ? t('approval.notAllowed')
            : lockedFor === null
              ? ''
              : till('pin.locked', { time: lockedFor });
  return (
    <Sheet
      title={t('approval.title')}
      closeLabel={common('close')}
      onClose={() => ask.answer(null)}
      className={styles.sheet}
    >
      <form onSubmit={submit} className={styles.form} data-testid="approval">
        <ul className={styles.needs}>
          {actions.map((action) => (
            <li key={action}>{nameOf?.(action) ?? t(`approval.actions.${action as SellAction}`)}</li>
          ))}
        </ul>
        <p className={styles.hint}>{t('approval.hint')}</p>
        <div className={styles.dots} aria-hidden="true">
          {Array.from({ length: Math.max(MIN_PIN, pin.length) }, (_, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place
            <span key={place} className={styles.dot} data-filled={place < pin.length || undefined} />
          ))}
        </div>
        <span role="status" className="visually-hidden">
          {pin.length > 0 && till('pin.typed', { count: pin.length })}
        </span>
        <p role="alert" className={styles.message} data-testid="approval-message">
          {message}
        </p>
        <Keypad
          label={till('pin.pad')}
          backspaceLabel={common('backspace')}
          testIdPrefix="approval"
          size={56}
          disabled={lockedFor !== null}
          onKey={type}
          onBackspace={() => setPin((before) => before.slice(0, -1))}
        />
        <Button
          type="submit"
          variant="primary"
          size={56}
          wide
          disabled={pin.length < MIN_PIN || lockedFor !== null}
          data-testid="approval-ok"
        >
          {t('approval.ok')}
        </Button>
      </form>
    </Sheet>
  );
}
