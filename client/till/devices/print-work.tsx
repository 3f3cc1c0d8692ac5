import { IconPrinter } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/use-store.ts';
import type { PrintDesk } from '../../devices/print-desk.ts';
import { printAfterSale, printJustSold } from '../../devices/print-sale.ts';
import { followReports } from '../../devices/printer-reports.ts';
import { Button } from '../../ui/button.tsx';
import { useDevice } from '../device-context.ts';
import styles from './devices.module.css';
import { usePrintDesk } from './use-print-desk.ts';
import { useReconnect } from './use-reconnect.ts';

/** Works on every screen of the till: prints what is sold, tells the owner, asks for the tap that a browser wants. */
export function PrintWork() {
  const desk = usePrintDesk();
  return desk && <Working desk={desk} />;
}

function Working({ desk }: { desk: PrintDesk }) {
  const { t } = useTranslation('printing');
  const { local, till } = useDevice();
  const done = useStore(till.done);
  const printers = useStore(desk.printers);
  const reconnect = useReconnect(desk);

  useEffect(() => {
    if (done) void printAfterSale(desk, local, done.record).catch((error: unknown) => console.error(error));
  }, [desk, local, done]);
  useEffect(() => {
    void printJustSold(desk, local, Date.now()).catch((error: unknown) => console.error(error));
  }, [desk, local]);
  useEffect(() => followReports(desk, local), [desk, local]);

  const asleep = printers.find(({ link, profile }) => link === 'needsTap' && profile.way === 'bluetooth');
  if (!asleep) return null;
  return (
    <div className={styles.bar} data-testid="printer-connect">
      <Button
        icon={<IconPrinter size={22} aria-hidden="true" />}
        title={t('connectHint')}
        onClick={() => void reconnect(asleep)}
      >
        {t('connect', { name: asleep.profile.name })}
      </Button>
    </div>
  );
}
