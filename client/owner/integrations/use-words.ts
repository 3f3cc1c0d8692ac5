import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import type { PillTone } from '../../ui/pill.tsx';
import type { Connection, Health } from './hub-types.ts';

type Status = Connection['status'];

/** Red only where money stands still. */
export const STATUS_TONES: Record<Status, PillTone> = {
  untested: 'calm',
  ok: 'ok',
  degraded: 'warning',
  bad_key: 'risk',
  forbidden: 'risk',
  misconfigured: 'risk',
  no_balance: 'risk',
  unreachable: 'warning',
  key_undecryptable: 'risk',
  preset_outdated: 'warning',
  disabled: 'neutral',
};

export const HEALTH_TONES: Record<Health['healthStatus'], PillTone> = {
  healthy: 'ok',
  warning: 'warning',
  degraded: 'warning',
  critical: 'risk',
  unknown: 'calm',
};

/** The hub's codes in the person's language; what a preset brings itself is said by `said`. */
export function useWords() {
  const { t } = useTranslation('integrations');
  const language = useLanguage();
  return {
    said: (text: { id: string; en: string }) => text[language],
    kind: (kind: string) => t(`kinds.${kind as 'payment'}`, { defaultValue: kind }),
    // A dot would be a step down into the texts.
    feature: (feature: string) =>
      t(`featureNames.${feature.replaceAll('.', '_') as 'payment_qris'}`, { defaultValue: feature }),
    status: (status: Status) => t(`statuses.${status}`),
    verdict: (verdict: string) => t(`verdicts.${verdict as 'ok'}`, { defaultValue: verdict }),
    environment: (name: string) => t(`environments.${name as 'sandbox'}`, { defaultValue: name }),
  };
}
