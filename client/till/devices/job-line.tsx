import { useTranslation } from 'react-i18next';
import type { DeskPrinter, PrintDesk } from '../../devices/print-desk.ts';
import type { PrintJob } from '../../local/print-queue/print-job.ts';
import { Button } from '../../ui/button.tsx';
import styles from './devices.module.css';
import { useJobWords } from './job-words.ts';
import { useReconnect } from './use-reconnect.ts';

/** One paper: where it stands, and the one thing to do about it. */
export function JobLine({
  job,
  desk,
  printer,
  titled = false,
}: {
  job: PrintJob;
  desk: PrintDesk;
  printer: DeskPrinter | undefined;
  /** also says whose paper it is */
  titled?: boolean;
}) {
  const { t } = useTranslation('printing');
  const wordsOf = useJobWords();
  const reconnect = useReconnect(desk);
  const link = printer?.link ?? 'idle';
  const { text, tone } = wordsOf(job, link);
  const stuck = job.state === 'waiting' && (job.trouble !== null || link === 'needsTap');
  const drawer = job.kind === 'drawer';
  return (
    <div
      className={styles.job}
      data-tone={tone}
      data-testid="print-job"
      data-kind={job.kind}
      data-state={job.state}
      data-reason={job.trouble?.reason}
    >
      <p role="status" className={styles.jobText}>
        {titled && job.title && <strong>{job.title} </strong>}
        {text}
      </p>
      <div className={styles.jobDeeds}>
        {stuck && printer && link === 'needsTap' && printer.profile.way !== 'network' && (
          <Button data-testid="job-connect" onClick={() => void reconnect(printer)}>
            {t('connect', { name: printer.profile.name })}
          </Button>
        )}
        {stuck && link !== 'needsTap' && (
          <Button data-testid="job-now" onClick={() => desk.tryNow(job.printerId)}>
            {t('tryNow')}
          </Button>
        )}
        {job.state === 'unclear' && !drawer && (
          <>
            <Button data-testid="job-again" onClick={() => void desk.again(job.id)}>
              {t('againMarked')}
            </Button>
            <Button data-testid="job-settle" onClick={() => void desk.settle(job.id)}>
              {t('cameOut')}
            </Button>
          </>
        )}
        {job.state === 'unclear' && drawer && titled && (
          <Button onClick={() => void desk.settle(job.id)}>{t('cameOut')}</Button>
        )}
        {job.state === 'dropped' && !drawer && (
          <Button data-testid="job-again" onClick={() => void desk.again(job.id)}>
            {t('print')}
          </Button>
        )}
        {titled && (job.state === 'waiting' || job.state === 'unclear') && (
          <Button data-testid="job-drop" onClick={() => void desk.drop(job.id)}>
            {t('cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}
