import i18next from 'i18next';
import type { LocalStore } from '../local/types.ts';
import { playHit, playMiss } from '../ui/sound.ts';
import { showToast } from '../ui/toast-store.ts';
import { formatQuantity } from './parse-quantity.ts';
import type { ScanResult } from './till-session.ts';

/** Tells eyes and ears what a scan did. */
export function announceScan(result: ScanResult, local: LocalStore): void {
  const t = i18next.getFixedT(null, 'till');
  switch (result.kind) {
    case 'added':
      playHit();
      if (result.leftMilli !== undefined) {
        const left = formatQuantity(Math.abs(result.leftMilli));
        showToast({ message: t('scan.short', { name: result.name, left }), tone: 'warning' });
      }
      // On the till the cart shows it; elsewhere nothing would.
      else if (location.pathname !== '/') showToast({ message: t('scan.added', { name: result.name }) });
      return;
    case 'ambiguous':
      // The question on the screen is the message.
      playMiss();
      return;
    case 'badLabel':
      playMiss();
      showToast({ message: t(`scan.${result.reason}`), tone: 'warning', durationMs: 8_000 });
      return;
    case 'soldOut':
      playMiss();
      showToast({ message: t('scan.soldOut', { name: result.name }), tone: 'warning' });
      return;
    case 'full':
      playMiss();
      showToast({ message: t('scan.full'), tone: 'warning' });
      return;
    case 'unknown': {
      playMiss();
      const arriving = local.catalogue.get().phase !== 'ready';
      const message = t(arriving ? 'scan.unknownLoading' : 'scan.unknown', { code: result.code });
      showToast({ message, tone: 'warning', durationMs: 8_000 });
    }
  }
}
