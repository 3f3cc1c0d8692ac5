import { useTranslation } from 'react-i18next';
import type { SaleState } from '../local/types.ts';
import styles from './state-steps.module.css';

const STEPS = ['local', 'sent', 'confirmed'] as const;

/** How far a sale has come: on this device, sent, confirmed. */
export function StateSteps({ state }: { state: SaleState }) {
  const { t } = useTranslation('till');
  if (state === 'refused') {
    return (
      <p role="status" data-testid="sale-state" data-state={state} className={styles.refused}>
        {t('state.refused')}
      </p>
    );
  }
  const reached = STEPS.indexOf(state);
  return (
    <div role="status" data-testid="sale-state" data-state={state}>
      <ol className={styles.steps} aria-hidden="true">
        {STEPS.map((step, index) => (
          <li key={step} data-reached={index <= reached || undefined}>
            {t(`state.${step}`)}
          </li>
        ))}
      </ol>
      <span className="visually-hidden">{t(`state.${state}`)}</span>
    </div>
  );
}
