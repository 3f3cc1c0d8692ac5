import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PrintTrouble } from '../../../shared/printing/print-trouble.ts';
import {
  type PrinterProfile,
  type PrinterWay,
  usualProfile,
} from '../../../shared/printing/printer-profile.ts';
import { useStore } from '../../app/use-store.ts';
import { pickPrinter, supportedWays } from '../../devices/pick-printer.ts';
import type { PrintDesk } from '../../devices/print-desk.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useDevice } from '../device-context.ts';
import { Segments } from '../segments.tsx';
import styles from './devices.module.css';
import { JobLine } from './job-line.tsx';
import { printTestPage } from './test-print.ts';
import { ConnectPicture, PaperPicture, RulerPicture } from './wizard-pictures.tsx';

type PickedWay = Exclude<PrinterWay, 'network'>;
const WAYS: readonly PickedWay[] = ['bluetooth', 'serial', 'usb'];

/** From a box with a cable to a receipt, in three steps. `known`: of the outlet, only to be paired here. */
export function PrinterWizard({
  desk,
  known,
  onClose,
}: {
  desk: PrintDesk;
  known: PrinterProfile | null;
  onClose: () => void;
}) {
  const { t } = useTranslation('printing');
  const { t: common } = useTranslation();
  const { local } = useDevice();
  const can = supportedWays();
  const first = WAYS.find((way) => can[way]) ?? 'bluetooth';
  const [step, setStep] = useState<1 | 2 | 3>(1);
  const [way, setWay] = useState<PickedWay>(known && known.way !== 'network' ? known.way : first);
  const [problem, setProblem] = useState('');
  const [printerId, setPrinterId] = useState<string | null>(null);

  async function search(any: boolean) {
    setProblem('');
    try {
      const pairing = await pickPrinter(way, { any });
      if (!pairing) return setProblem(t('wizard.nothing'));
      const { paper } = local.outletSettings.get().receipt;
      const name = pairing.deviceName || t(`ways.${way}`);
      const profile = known ?? usualProfile(local.newSaleId(), name.slice(0, 60), way, paper);
      await desk.keep(profile, pairing);
      setPrinterId(profile.id);
      setStep(3);
    } catch (error) {
      console.error(error);
      const reason = error instanceof PrintTrouble ? error.reason : 'broken';
      setProblem(t('wizard.failed', { reason: t(`reasons.${reason}`, { sent: 0, total: 0 }) }));
    }
  }

  return (
    <Sheet title={t('wizard.title')} closeLabel={common('close')} onClose={onClose}>
      <div className={styles.wizard} data-testid="printer-wizard" data-step={step}>
        <p className={styles.quiet}>{t('wizard.step', { step })}</p>
        {step === 1 && (
          <>
            <PaperPicture />
            <h3 className={styles.stepTitle}>{t('wizard.step1')}</h3>
            <p>{t('wizard.step1Text')}</p>
            <div className={styles.ways}>
              {WAYS.map((one) => (
                <Button
                  key={one}
                  size={64}
                  variant={one === way ? 'primary' : 'quiet'}
                  disabled={!can[one] || (known !== null && known.way !== one)}
                  data-testid={`way-${one}`}
                  onClick={() => {
                    setWay(one);
                    setStep(2);
                  }}
                >
                  {t(`ways.${one}`)}
                  {!can[one] && <small> · {t('wizard.unsupported')}</small>}
                </Button>
              ))}
            </div>
          </>
        )}
        {step === 2 && (
          <>
            <ConnectPicture />
            <h3 className={styles.stepTitle}>{t('wizard.step2')}</h3>
            <p>{t(`wizard.${way}Text`)}</p>
            <p role="alert" className={styles.problem}>
              {problem}
            </p>
            <Button
              size={64}
              variant="primary"
              wide
              data-testid="wizard-search"
              onClick={() => void search(false)}
            >
              {t('wizard.search')}
            </Button>
            {way !== 'serial' && (
              <Button size={56} wide data-testid="wizard-all" onClick={() => void search(true)}>
                {t('wizard.showAll')}
              </Button>
            )}
            <Button onClick={() => setStep(1)}>{t('wizard.back')}</Button>
          </>
        )}
        {step === 3 && printerId && <TryIt desk={desk} printerId={printerId} onClose={onClose} />}
      </div>
    </Sheet>
  );
}

function TryIt({ desk, printerId, onClose }: { desk: PrintDesk; printerId: string; onClose: () => void }) {
  const { t } = useTranslation('printing');
  const { local } = useDevice();
  const printer = useStore(desk.printers).find(({ id }) => id === printerId);
  const job = useStore(desk.jobs).find((one) => one.printerId === printerId && one.kind === 'test');
  if (!printer) return null;
  const { profile, pairing } = printer;

  const setPaper = (paper: 58 | 80) => {
    const { columns, cut } = usualProfile(profile.id, profile.name, profile.way, paper);
    void desk.keep({ ...profile, paper, columns, cut }, pairing);
  };

  return (
    <>
      <RulerPicture />
      <h3 className={styles.stepTitle}>{t('wizard.step3')}</h3>
      <p>{t('wizard.step3Text')}</p>
      <Segments
        label={t('form.paper')}
        value={String(profile.paper)}
        options={[
          { value: '58', text: '58 mm' },
          { value: '80', text: '80 mm' },
        ]}
        onChange={(value) => setPaper(value === '80' ? 80 : 58)}
      />
      <Button
        size={64}
        variant={job ? 'quiet' : 'primary'}
        wide
        data-testid="wizard-test"
        onClick={() => void printTestPage(desk, local, printer)}
      >
        {t('wizard.testNow')}
      </Button>
      {job && <JobLine job={job} desk={desk} printer={printer} />}
      <p className={styles.quiet}>{t('wizard.isBlank')}</p>
      <Button
        size={64}
        variant={job ? 'primary' : 'quiet'}
        wide
        data-testid="wizard-done"
        onClick={() => {
          showToast({ message: t('wizard.done'), tone: 'ok' });
          onClose();
        }}
      >
        {t('wizard.isGood')}
      </Button>
    </>
  );
}
