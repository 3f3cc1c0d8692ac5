import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/use-store.ts';
import { type Lesson, learnScanner, type TypedScan } from '../../devices/scan/learn-scanner.ts';
import { saveScanSettings, scanSettings } from '../../devices/scan/scan-settings.ts';
import { Button } from '../../ui/button.tsx';
import styles from './scan-test.module.css';
import { useTypedScans } from './use-typed-scans.ts';

const SCANS = 3;

/** Three scans of one product tell how a scanner that types does it. */
export function LearnScanner() {
  const { t } = useTranslation('scan');
  const { wedge } = useStore(scanSettings);
  const [scans, setScans] = useState<readonly TypedScan[] | null>(null);
  const [lesson, setLesson] = useState<Lesson | null>(null);
  useTypedScans(scans !== null, (scan) => {
    const all = [...(scans ?? []), scan];
    if (all.length < SCANS) return setScans(all);
    const learnt = learnScanner(all);
    if (learnt.ok) saveScanSettings({ wedge: learnt.habits });
    setLesson(learnt);
    setScans(null);
  });
  return (
    <div
      className={styles.stack}
      data-testid="learn"
      data-state={scans ? 'listening' : (lesson?.ok ?? 'idle')}
    >
      <p className={styles.quiet}>{t('test.learnHint')}</p>
      <p role="status">
        {scans
          ? t('test.learnCount', { done: scans.length })
          : lesson && (lesson.ok ? t('test.learnt') : t(`test.failed.${lesson.reason}`))}
      </p>
      <p className={styles.quiet}>
        {wedge
          ? t('test.learntNow', {
              gap: wedge.maxGapMs,
              prefix: wedge.prefix || t('test.none'),
              suffix: wedge.suffix || t('test.none'),
            })
          : t('test.usual')}
      </p>
      <div className={styles.buttons}>
        <Button
          data-testid="learn-start"
          onClick={() => {
            setLesson(null);
            setScans(scans ? null : []);
          }}
        >
          {t(scans ? 'test.learnCancel' : wedge ? 'test.learnAgain' : 'test.learnStart')}
        </Button>
        {wedge && !scans && (
          <Button
            data-testid="learn-forget"
            onClick={() => {
              setLesson(null);
              saveScanSettings({ wedge: null });
            }}
          >
            {t('test.forget')}
          </Button>
        )}
      </div>
    </div>
  );
}
