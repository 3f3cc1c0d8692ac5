import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chatLink } from '../../shared/receipt/chat-link.ts';
import { useStore } from '../app/use-store.ts';
import { useDevice } from '../till/device-context.ts';
import { useFresh } from '../till/use-fresh.ts';
import { Button } from '../ui/button.tsx';
import { forgetShare, keptShares } from './kept-shares.ts';
import styles from './later-shares.module.css';

/** Receipts promised while offline, offered once the network is back; nothing when there are none. */
export function LaterShares() {
  const { t } = useTranslation('receipt');
  const { local } = useDevice();
  const { online } = useStore(local.connection);
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const onChange = () => setChanges((count) => count + 1);
    window.addEventListener('latershares', onChange);
    return () => window.removeEventListener('latershares', onChange);
  }, []);
  const load = useCallback(() => keptShares(local), [local]);
  const shares = useFresh(load, changes);
  if (!shares || shares.length === 0) return null;
  return (
    <section className={styles.list} aria-label={t('laterTitle')} data-testid="later-shares">
      <h2>{online ? t('laterReady', { count: shares.length }) : t('laterTitle')}</h2>
      {shares.map(({ id, number, receiptNumber, text }) => (
        <div key={id} className={styles.share}>
          <span>
            {receiptNumber} · +{number}
          </span>
          {online ? (
            <Button
              data-testid="later-send"
              onClick={() => {
                window.open(chatLink(number, text), '_blank', 'noopener');
                void forgetShare(local, id);
              }}
            >
              {t('laterSend')}
            </Button>
          ) : (
            <span className={styles.wait}>{t('laterWait')}</span>
          )}
          <Button onClick={() => void forgetShare(local, id)}>{t('laterForget')}</Button>
        </div>
      ))}
    </section>
  );
}
