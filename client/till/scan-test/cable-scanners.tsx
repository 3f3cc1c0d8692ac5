import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/use-store.ts';
import { hidApi, serialApi } from '../../devices/scan/device-apis.ts';
import { type KnownScanner, scanSettings } from '../../devices/scan/scan-settings.ts';
import { addScanner, forgetScanner, scannerKey, scannerStates } from '../../devices/scan/start-scanners.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Pill } from '../../ui/pill.tsx';
import styles from './scan-test.module.css';

const BAUD_RATES = [9_600, 19_200, 38_400, 57_600, 115_200];
const TONES = { ready: 'ok', away: 'neutral', busy: 'warning' } as const;

/** Scanners that don't type: which this device knows, how they are, and how to add one. */
export function CableScanners() {
  const { t } = useTranslation('scan');
  const { scanners } = useStore(scanSettings);
  const states = useStore(scannerStates);
  const [baudRate, setBaudRate] = useState(9_600);
  const nameOf = ({ kind, name }: KnownScanner) => name || t(`test.${kind}`);
  return (
    <div className={styles.stack}>
      <p className={styles.quiet}>{t('test.cableHint')}</p>
      <ul className={styles.heard}>
        {scanners.map((scanner) => {
          const state = states.get(scannerKey(scanner)) ?? 'away';
          return (
            <li key={scannerKey(scanner)} data-testid="cable-scanner" data-state={state}>
              <span>{nameOf(scanner)}</span>
              <Pill tone={TONES[state]}>{t(`test.states.${state}`)}</Pill>
              <IconButton
                aria-label={t('test.forgetScanner', { name: nameOf(scanner) })}
                onClick={() => forgetScanner(scanner)}
              >
                <IconTrash size={22} aria-hidden="true" />
              </IconButton>
            </li>
          );
        })}
      </ul>
      {serialApi() ? (
        <div className={styles.buttons}>
          <Field label={t('test.baudRate')}>
            {(control) => (
              <select
                {...control}
                value={baudRate}
                onChange={(event) => setBaudRate(Number(event.target.value))}
              >
                {BAUD_RATES.map((rate) => (
                  <option key={rate} value={rate}>
                    {rate}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Button data-testid="add-serial" onClick={() => void addScanner('serial', baudRate)}>
            {t('test.addSerial')}
          </Button>
        </div>
      ) : (
        <p>{t('test.noSerial')}</p>
      )}
      {hidApi() && (
        <div className={styles.buttons}>
          <Button onClick={() => void addScanner('hid', 0)}>{t('test.addHid')}</Button>
        </div>
      )}
    </div>
  );
}
