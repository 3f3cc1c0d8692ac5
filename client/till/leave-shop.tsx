import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../app/use-store.ts';
import type { ClearResult } from '../local/types.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useDevice } from './device-context.ts';
import styles from './leave-shop.module.css';
import { RescueExport } from './rescue-export.tsx';

type Way = 'signOut' | 'clearData';

/** Un-enrolling and clearing: refused while anything is unsent, with the rescue file at hand (S12). */
export function LeaveShop() {
  const { t } = useTranslation('till');
  const { t: common } = useTranslation();
  const { local, till } = useDevice();
  const navigate = useNavigate();
  const queue = useStore(local.queue);
  const [asked, setAsked] = useState<Way | null>(null);
  const [unsent, setUnsent] = useState<number | null>(null);

  function ask(way: Way) {
    const owed = queue.pending + queue.refused;
    if (owed > 0) setUnsent(owed);
    else setAsked(way);
  }

  async function leave(way: Way) {
    setAsked(null);
    const result: ClearResult = await (way === 'signOut' ? local.signOut() : local.clearData());
    if (!result.ok) return setUnsent(result.unsent);
    till.lock();
    till.change({ type: 'clear' });
    await navigate({ to: '/' });
  }

  return (
    <>
      <div className={styles.way}>
        <p>{t('settings.signOutHint')}</p>
        <Button size={56} data-testid="sign-out" onClick={() => ask('signOut')}>
          {t('settings.signOut')}
        </Button>
      </div>
      <div className={styles.way}>
        <p>{t('settings.clearDataHint')}</p>
        <Button size={56} data-testid="clear-data" onClick={() => ask('clearData')}>
          {t('settings.clearData')}
        </Button>
      </div>
      {unsent !== null && (
        <Sheet
          title={t('settings.refusedTitle', { count: unsent })}
          closeLabel={common('close')}
          onClose={() => setUnsent(null)}
        >
          <div className={styles.refused} data-testid="leave-refused" data-unsent={unsent}>
            <p>{t('settings.refusedHint')}</p>
            <RescueExport local={local} />
          </div>
        </Sheet>
      )}
      {asked && (
        <Sheet
          title={t('settings.confirmTitle')}
          closeLabel={common('close')}
          onClose={() => setAsked(null)}
          footer={
            <>
              <Button size={56} onClick={() => setAsked(null)}>
                {common('cancel')}
              </Button>
              <Button
                size={56}
                variant="danger"
                data-testid="leave-confirm"
                onClick={() => void leave(asked)}
              >
                {t(asked === 'signOut' ? 'settings.confirm' : 'settings.confirmClear')}
              </Button>
            </>
          }
        >
          <p>{t('settings.confirmHint')}</p>
        </Sheet>
      )}
    </>
  );
}
