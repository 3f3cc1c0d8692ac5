import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { useStore } from '../../app/use-store.ts';
import type { ParkedCart } from '../../local/day-types.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { countItems, isEmpty } from '../cart.ts';
import { useDevice } from '../device-context.ts';
import { readDraft } from '../draft.ts';
import { formatTime } from '../format-time.ts';
import styles from './sell-form.module.css';

const MAX_NAME = 60;

/** Carts that wait: put this one aside under a name, or take another up again. */
export function ParkSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('sell');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const { local, till } = useDevice();
  const cart = useStore(till.cart);
  const parked = useStore(local.parked);
  const timeZone = local.identity.get()?.outlet.timeZone;
  const usual =
    cart.label ||
    cart.customer?.name ||
    t('park.usualName', { time: formatTime(Date.now(), language, timeZone) });
  const [name, setName] = useState('');
  const [failed, setFailed] = useState(false);

  async function attempt(action: () => Promise<unknown>) {
    try {
      await action();
      onClose();
    } catch {
      setFailed(true);
    }
  }

  function park(event: FormEvent) {
    event.preventDefault();
    const called = name.trim() || usual;
    void attempt(async () => {
      await till.park(called);
      showToast({
        message: t('park.parked', { name: called }),
        actionLabel: common('undo'),
        onAction: () => {
          const last = local.parked.get().findLast((one) => one.name === called);
          if (last) void till.recall(last.id, usual).catch(() => {});
        },
      });
    });
  }

  return (
    <Sheet title={t('park.title')} closeLabel={common('close')} onClose={onClose} className={styles.sheet}>
      <div className={styles.form}>
        {!isEmpty(cart) && (
          <form onSubmit={park} className={styles.form} noValidate>
            <Field label={t('park.name')}>
              {(control) => (
                <input
                  {...control}
                  data-testid="park-name"
                  data-autofocus
                  autoComplete="off"
                  maxLength={MAX_NAME}
                  placeholder={usual}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
            <Button type="submit" variant="primary" size={56} wide data-testid="park-save">
              {t('park.save')}
            </Button>
          </form>
        )}
        <p role="alert" className={styles.error}>
          {failed && t('park.failed')}
        </p>
        {parked.length > 0 ? (
          <section className={styles.group} aria-label={t('park.waiting')}>
            <h3 className={styles.legend}>{t('park.waiting')}</h3>
            {parked.map((one) => (
              <button
                key={one.id}
                type="button"
                className={styles.option}
                data-testid="parked-cart"
                data-name={one.name}
                onClick={() => void attempt(() => till.recall(one.id, usual))}
              >
                <span>
                  {one.name}
                  <small>{formatTime(one.savedAtMs, language, timeZone)}</small>
                </span>
                <span>{t('park.items', { count: itemsOf(one) })}</span>
              </button>
            ))}
          </section>
        ) : (
          <p className={styles.quiet}>{t('park.none')}</p>
        )}
      </div>
    </Sheet>
  );
}

function itemsOf(parked: ParkedCart): number {
  const draft = readDraft(parked.draft);
  return draft ? countItems(draft.cart) : 0;
}
