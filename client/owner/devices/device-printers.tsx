import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Pill } from '../../ui/pill.tsx';
import list from '../frame/list.module.css';
import { timeAgo } from '../times.ts';
import styles from './device-pills.module.css';
import type { ListedDevice } from './use-devices.ts';

/** The tablet's printers as it saw them last: paper, what waits, the last trouble. */
export function DevicePrinters({ device, nowMs }: { device: ListedDevice; nowMs: number }) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  if (device.printers.length === 0) return null;
  const ago = (ms: number) => timeAgo(ms, nowMs, language);
  return (
    <ul className={list.list} aria-label={t('printers.title')}>
      {device.printers.map((printer) => (
        <li key={printer.id} data-testid="device-printer" data-paper={printer.paper}>
          <span className={list.detail}>
            {[
              printer.name,
              printer.printedAt !== null && t('printers.printed', { when: ago(printer.printedAt) }),
              device.printersAt && t('printers.seen', { when: ago(new Date(device.printersAt).getTime()) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <span className={styles.pills}>
            {(printer.paper === 'out' || printer.paper === 'low') && (
              <Pill tone="warning">{t(`printers.paper.${printer.paper}`)}</Pill>
            )}
            {printer.waiting > 0 && (
              <Pill tone="calm">{t('printers.waiting', { number: printer.waiting })}</Pill>
            )}
            {printer.unclear > 0 && (
              <Pill tone="warning">{t('printers.unclear', { number: printer.unclear })}</Pill>
            )}
            {printer.trouble && (
              <Pill tone="warning">
                {t('printers.trouble', {
                  reason: t(`printers.reasons.${printer.trouble}`),
                  when: printer.troubleAt === null ? '' : ago(printer.troubleAt),
                })}
              </Pill>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
