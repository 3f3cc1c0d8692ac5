import i18next from 'i18next';
import type { LocalStore } from '../local/types.ts';
import { playHit, playMiss } from '../ui/sound.ts';
import { showToast } from '../ui/toast-store.ts';
import type { ScanResult } from './till-session.ts';

/** Tells eyes and ears what a scan did. */
export function announceScan(result: ScanResult, local: LocalStore): void {
  const t = i18next.getFixedT(null, 'till');
  switch (result.kind) {
    case 'added':
      playHit();
      // On the till the cart shows it; elsewhere nothing would.
      if (location.pathname !== '/') showToast({ message: t('scan.added', { name: result.product.name }) });
      return;
    case 'ambiguous':
      // The question on the screen is the message.
      playMiss();
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
