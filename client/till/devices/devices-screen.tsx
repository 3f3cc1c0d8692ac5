import { IconPlus } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PrinterProfile, usualProfile } from '../../../shared/printing/printer-profile.ts';
import { useStore } from '../../app/use-store.ts';
import { grantedPrinters, supportedWays } from '../../devices/pick-printer.ts';
import type { PrintDesk } from '../../devices/print-desk.ts';
import { isOpen } from '../../local/print-queue/print-job.ts';
import { Button } from '../../ui/button.tsx';
import { useDevice } from '../device-context.ts';
import { PageFrame, PageSection } from '../page-frame.tsx';
import { useFresh } from '../use-fresh.ts';
import styles from './devices.module.css';
import { DrawerButton } from './drawer-button.tsx';
import { JobLine } from './job-line.tsx';
import { LabelsSheet } from './labels-sheet.tsx';
import { PrinterCard } from './printer-card.tsx';
import { PrinterWizard } from './printer-wizard.tsx';
import { usePrintDesk } from './use-print-desk.ts';

/** `/printers`: printers and drawer of this tablet, how they are, and new ones in three steps. */
export function DevicesScreen() {
  const { t } = useTranslation('printing');
  const desk = usePrintDesk();
  return <PageFrame title={t('screen.title')}>{desk && <Devices desk={desk} />}</PageFrame>;
}

function Devices({ desk }: { desk: PrintDesk }) {
  const { t } = useTranslation('printing');
  const printers = useStore(desk.printers);
  const unpaired = useStore(desk.unpaired).filter(({ way }) => way !== 'network');
  const open = useStore(desk.jobs).filter(isOpen);
  const [adding, setAdding] = useState<PrinterProfile | 'new' | null>(null);
  const [labelling, setLabelling] = useState(false);
  const ways = Object.entries(supportedWays()) as [keyof ReturnType<typeof supportedWays>, boolean][];
  const missing = ways.filter(([, can]) => !can).map(([way]) => way);
  return (
    <>
      <PageSection
        title={t('screen.mine')}
        aside={
          <Button
            variant="primary"
            size={56}
            icon={<IconPlus size={22} aria-hidden="true" />}
            data-testid="printer-add"
            onClick={() => setAdding('new')}
          >
            {t('screen.add')}
          </Button>
        }
      >
        {printers.length === 0 && (
          <p>
            <strong>{t('screen.none')}</strong> <span className={styles.quiet}>{t('screen.noneHint')}</span>
          </p>
        )}
        <ul className={styles.cards}>
          {printers.map((printer) => (
            <PrinterCard key={printer.id} desk={desk} printer={printer} />
          ))}
        </ul>
        <div className={styles.deeds}>
          <DrawerButton desk={desk} />
          <Button data-testid="labels-open" onClick={() => setLabelling(true)}>
            {t('screen.labels')}
          </Button>
        </div>
      </PageSection>
      <Found desk={desk} />
      {unpaired.length > 0 && (
        <PageSection title={t('screen.outlet')}>
          <p className={styles.quiet}>{t('screen.outletHint')}</p>
          <ul className={styles.cards}>
            {unpaired.map((profile) => (
              <li key={profile.id} className={styles.card} data-testid="outlet-printer">
                <strong>{profile.name}</strong>
                <span className={styles.quiet}>
                  {t(`ways.${profile.way}`)} · {profile.paper} mm
                </span>
                <Button data-testid="printer-pair" onClick={() => setAdding(profile)}>
                  {t('screen.pair')}
                </Button>
              </li>
            ))}
          </ul>
        </PageSection>
      )}
      <PageSection title={t('screen.queue')}>
        {open.length === 0 && <p className={styles.quiet}>{t('screen.queueEmpty')}</p>}
        <div className={styles.prints} data-testid="print-queue">
          {open.map((job) => (
            <JobLine
              key={job.id}
              job={job}
              desk={desk}
              titled
              printer={printers.find(({ id }) => id === job.printerId)}
            />
          ))}
        </div>
      </PageSection>
      <PageSection title={t('screen.can')}>
        {missing.length === 0 ? (
          <p>{t('screen.canAll')}</p>
        ) : (
          <>
            <p>{t('screen.cannot', { ways: missing.map((way) => t(`ways.${way}`)).join(', ') })}</p>
            <ul>
              {missing.map((way) => (
                <li key={way}>{t(`screen.way.${way}`)}</li>
              ))}
            </ul>
          </>
        )}
        <p className={styles.quiet}>{t('screen.networkHint')}</p>
        <p className={styles.quiet}>{t('screen.lastResort')}</p>
      </PageSection>
      {adding && (
        <PrinterWizard desk={desk} known={adding === 'new' ? null : adding} onClose={() => setAdding(null)} />
      )}
      {labelling && <LabelsSheet desk={desk} onClose={() => setLabelling(false)} />}
    </>
  );
}

/** Plugged in and granted, but nobody has set it up. */
function Found({ desk }: { desk: PrintDesk }) {
  const { t } = useTranslation('printing');
  const { local } = useDevice();
  const printers = useStore(desk.printers);
  const load = useCallback(() => grantedPrinters(), []);
  const granted = useFresh(load, printers) ?? [];
  const known = new Set(printers.map(({ pairing }) => keyOf(pairing)));
  const found = granted.filter(({ pairing }) => !known.has(keyOf(pairing)));
  if (found.length === 0) return null;
  return (
    <PageSection title={t('screen.found')}>
      <ul className={styles.cards}>
        {found.map(({ way, pairing }) => {
          const name = pairing.deviceName || t(`ways.${way}`);
          return (
            <li key={keyOf(pairing)} className={styles.card} data-testid="printer-found">
              <strong>{name}</strong>
              <Button
                data-testid="printer-use"
                onClick={() => {
                  const { paper } = local.outletSettings.get().receipt;
                  void desk.keep(usualProfile(local.newSaleId(), name.slice(0, 60), way, paper), pairing);
                }}
              >
                {t('screen.use')}
              </Button>
            </li>
          );
        })}
      </ul>
    </PageSection>
  );
}

function keyOf(pairing: { usb?: object; serial?: object; bluetoothId?: string } | null): string {
  return JSON.stringify([pairing?.usb, pairing?.serial, pairing?.bluetoothId]);
}
