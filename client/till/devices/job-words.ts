import { useTranslation } from 'react-i18next';
import type { TroubleFacts } from '../../../shared/printing/print-trouble.ts';
import type { LinkState } from '../../devices/transports/printer-link.ts';
import type { PrintJob } from '../../local/print-queue/print-job.ts';

export type JobTone = 'calm' | 'ok' | 'warning';

/** What became of a paper, in one sentence, and how it should look. */
export function useJobWords() {
  const { t } = useTranslation('printing');
  const reason = (trouble: TroubleFacts | null) =>
    trouble ? t(`reasons.${trouble.reason}`, { sent: trouble.sent, total: trouble.total }) : '';
  return (job: PrintJob, link: LinkState): { text: string; tone: JobTone } => {
    const kind = t(`kinds.${job.kind}`);
    const drawer = job.kind === 'drawer';
    switch (job.state) {
      case 'waiting': {
        const stuck =
          link === 'needsTap' || link === 'unsupported' ? t(`reasons.${link}`) : reason(job.trouble);
        if (!stuck) return { text: t('job.printing', { kind }), tone: 'calm' };
        const text = t(drawer ? 'job.drawerWaiting' : 'job.waiting', { kind, reason: stuck });
        return { text, tone: 'warning' };
      }
      case 'unclear':
      case 'dropped': {
        const key = drawer
          ? job.state === 'unclear'
            ? 'job.drawerUnclear'
            : 'job.drawerDropped'
          : (`job.${job.state}` as const);
        return { text: t(key, { kind, reason: reason(job.trouble) }), tone: 'warning' };
      }
      case 'printing':
        return { text: t('job.printing', { kind }), tone: 'calm' };
      default:
        return { text: t(`job.${job.state}`, { kind }), tone: job.state === 'handedOver' ? 'calm' : 'ok' };
    }
  };
}
