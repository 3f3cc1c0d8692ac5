import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { releasePrinter } from '../../devices/pick-printer.ts';
import type { DeskPrinter, PrintDesk } from '../../devices/print-desk.ts';
import { Button } from '../../ui/button.tsx';
import { Pill, type PillTone } from '../../ui/pill.tsx';
import { useDevice } from '../device-context.ts';
import { formatTime } from '../format-time.ts';
import styles from './devices.module.css';
import { PrinterForm } from './printer-form.tsx';
import { printTestPage } from './test-print.ts';
import { useReconnect } from './use-reconnect.ts';

const TONES: Record<DeskPrinter['link'], PillTone> = {
  idle: 'neutral',
  connecting: 'calm',
  ready: 'ok',
  away: 'warning',
  needsTap: 'warning',
  unsupported: 'warning',
};

/** One printer of this tablet: how it is, and what can be done with it. */
export function PrinterCard({ desk, printer }: { desk: PrintDesk; printer: DeskPrinter }) {
  const { t } = useTranslation('printing');
  const language = useLanguage();
  const { local } = useDevice();
  const reconnect = useReconnect(desk);
  const [setting, setSetting] = useState(false);
  const [forgetting, setForgetting] = useState(false);
  const { profile, pairing, link, paper, waiting, unclear, printedAtMs, trouble, troubleAtMs } = printer;
  const network = profile.way === 'network';
  const timeZone = local.identity.get()?.outlet.timeZone;
  const time = (ms: number) => formatTime(ms, language, timeZone);
  const drawer = profile.drawer !== null;

  return (
    <li
      className={styles.card}
      data-testid="printer"
      data-printer={profile.name}
      data-link={link}
      data-paper={paper}
    >
      <div className={styles.cardHead}>
        <strong className={styles.name}>{profile.name}</strong>
        <span className={styles.quiet}>
          {[
            t(`ways.${profile.way}`),
            `${profile.paper} mm`,
            ...profile.roles.map((role) => t(`form.role.${role}`)),
            ...(drawer ? [t('kinds.drawer')] : []),
          ].join(' · ')}
        </span>
      </div>
      <div className={styles.pills}>
        <Pill tone={TONES[link]}>{t(`link.${link}`)}</Pill>
        {paper !== 'unknown' && <Pill tone={paper === 'ok' ? 'ok' : 'warning'}>{t(`paper.${paper}`)}</Pill>}
        {waiting > 0 && <Pill tone="calm">{t('waitingCount', { count: waiting })}</Pill>}
        {unclear > 0 && <Pill tone="warning">{t('unclearCount', { count: unclear })}</Pill>}
      </div>
      {(printedAtMs !== null || troubleAtMs !== null) && (
        <p className={styles.quiet}>
          {[
            printedAtMs !== null && t('seen', { time: time(printedAtMs) }),
            trouble &&
              troubleAtMs !== null &&
              t('lastTrouble', {
                time: time(troubleAtMs),
                reason: t(`reasons.${trouble}`, { sent: '?', total: '?' }),
              }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      <div className={styles.deeds}>
        {link === 'needsTap' && !network && (
          <Button variant="primary" data-testid="printer-tap" onClick={() => void reconnect(printer)}>
            {t('connect', { name: profile.name })}
          </Button>
        )}
        <Button data-testid="printer-test" onClick={() => void printTestPage(desk, local, printer)}>
          {t('screen.test')}
        </Button>
        {drawer && (
          <Button
            data-testid="printer-drawer"
            onClick={() => void desk.openDrawer(`${local.newSaleId()}.drawer`, undefined, profile.id)}
          >
            {t('screen.testDrawer')}
          </Button>
        )}
        {!network && (
          <Button data-testid="printer-settings" onClick={() => setSetting(true)}>
            {t('screen.settings')}
          </Button>
        )}
        {!network &&
          (forgetting ? (
            <span className={styles.sure}>
              <span>{t('screen.forgetSure', { name: profile.name })}</span>
              <Button
                variant="danger"
                data-testid="printer-forget-yes"
                onClick={() => void desk.forget(profile.id).then(() => releasePrinter(pairing))}
              >
                {t('screen.forgetYes')}
              </Button>
              <Button onClick={() => setForgetting(false)}>{t('wizard.back')}</Button>
            </span>
          ) : (
            <Button data-testid="printer-forget" onClick={() => setForgetting(true)}>
              {t('screen.forget')}
            </Button>
          ))}
      </div>
      {setting && <PrinterForm desk={desk} printer={printer} onClose={() => setSetting(false)} />}
    </li>
  );
}
