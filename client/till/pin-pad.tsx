import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PinResult, StaffMember } from '../local/types.ts';
import { Button } from '../ui/button.tsx';
import { Keypad } from '../ui/keypad.tsx';
import { showToast } from '../ui/toast-store.ts';
import { Avatar } from './avatar.tsx';
import { useDevice } from './device-context.ts';
import { forgetPinLength, knownPinLength, MAX_PIN, MIN_PIN, rememberPinLength } from './pin-length.ts';
import styles from './pin-pad.module.css';
import { useCountdown } from './use-countdown.ts';

/** Until a length is known a pause of this long means that the PIN is complete. */
const PAUSE_MS = 300;

/** One person's PIN. It signs in by itself when it is long enough; the button is for the impatient. */
export function PinPad({ staff, onBack }: { staff: StaffMember; onBack: () => void }) {
  const { t } = useTranslation('till');
  const { t: common } = useTranslation();
  const { local, till } = useDevice();
  const [pin, setPin] = useState('');
  const [failure, setFailure] = useState<(PinResult & { ok: false }) | null>(null);
  const [shakes, setShakes] = useState(0);
  const checking = useRef(false);
  const lockedFor = useCountdown(failure?.reason === 'locked' ? failure.untilMs : null);
  const locked = lockedFor !== null;

  const submit = useCallback(
    async (typed: string) => {
      if (checking.current || typed.length < MIN_PIN) return;
      checking.current = true;
      const result = await local.signInWithPin(staff.id, typed).catch(() => null);
      checking.current = false;
      if (!result) {
        setPin('');
        showToast({ message: t('storageBroken.hint'), tone: 'warning', durationMs: 12_000 });
        return;
      }
      if (result.ok) {
        rememberPinLength(staff.id, typed.length);
        if (result.snapshotExpired)
          showToast({ message: t('pin.expired'), tone: 'warning', durationMs: 12_000 });
        till.signIn(result.staff);
        return;
      }
      forgetPinLength(staff.id);
      setPin('');
      setFailure(result);
      setShakes((count) => count + 1);
    },
    [local, till, staff.id, t],
  );

  useEffect(() => {
    if (pin.length < MIN_PIN) return;
    const known = knownPinLength(staff.id);
    if (pin.length === (known ?? MAX_PIN)) {
      void submit(pin);
      return;
    }
    if (known !== null && pin.length < known) return;
    const timer = setTimeout(() => void submit(pin), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [pin, staff.id, submit]);

  const type = useCallback((digit: string) => {
    if (checking.current) return;
    setFailure((before) => (before?.reason === 'locked' ? before : null));
    setPin((before) => (before.length < MAX_PIN ? before + digit : before));
  }, []);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.altKey || event.metaKey || locked) return;
      if (/^\d$/.test(event.key)) type(event.key);
      else if (event.key === 'Backspace') setPin((before) => before.slice(0, -1));
      else if (event.key === 'Escape') onBack();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [type, onBack, locked]);

  const message =
    failure?.reason === 'wrong'
      ? t('pin.wrong', { count: failure.left })
      : failure?.reason === 'notAllowed'
        ? t('pin.notAllowed', { name: staff.name })
        : locked
          ? t('pin.locked', { time: lockedFor })
          : '';
  return (
    <section className={styles.pad} aria-labelledby="pin-title">
      <Avatar name={staff.name} />
      <h1 id="pin-title" className={styles.title}>
        {t('pin.enterPin', { name: staff.name })}
      </h1>
      {/* A new key starts the shake anew. */}
      <div key={shakes} className={styles.dots} data-wrong={shakes > 0 || undefined}>
        {Array.from({ length: Math.max(MIN_PIN, pin.length) }, (_, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place
          <span key={place} className={styles.dot} data-filled={place < pin.length || undefined} />
        ))}
        <span role="status" className="visually-hidden">
          {pin.length > 0 && t('pin.typed', { count: pin.length })}
        </span>
      </div>
      <p role="alert" className={styles.message} data-testid="pin-message">
        {message}
      </p>
      <Keypad
        label={t('pin.pad')}
        backspaceLabel={common('backspace')}
        testIdPrefix="pin"
        onKey={type}
        onBackspace={() => setPin((before) => before.slice(0, -1))}
        disabled={locked}
        className={styles.keys}
      />
      <div className={styles.actions}>
        <Button size={56} onClick={onBack}>
          {t('pin.otherStaff')}
        </Button>
        <Button
          size={56}
          variant="primary"
          data-testid="pin-ok"
          disabled={pin.length < MIN_PIN || locked}
          onClick={() => void submit(pin)}
        >
          {t('pin.ok')}
        </Button>
      </div>
    </section>
  );
}
