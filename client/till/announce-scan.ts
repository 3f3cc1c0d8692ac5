import i18next from 'i18next';
import type { LocalStore } from '../local/types.ts';
import { playHit, playMiss } from '../ui/sound.ts';
import { showToast } from '../ui/toast-store.ts';
import { formatQuantity } from './parse-quantity.ts';
import { productAsk } from './product-ask.ts';
import type { ScanResult } from './till-session.ts';

/** Tells eyes and ears what a scan did. `mayCreate`: whoever works may make a product of an unknown code. */
export function announceScan(result: ScanResult, local: LocalStore, mayCreate: boolean): void {
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
      showToast({
        message,
        tone: 'warning',
        durationMs: 8_000,
        ...(mayCreate && {
          actionLabel: t('scan.create'),
          onAction: () => productAsk.set({ code: result.code }),
        }),
      });
    }
  }
}
