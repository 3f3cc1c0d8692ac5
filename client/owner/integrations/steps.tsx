import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names.ts';
import styles from './steps.module.css';

export const STEPS = ['choose', 'keys', 'test', 'use'] as const;
export type Step = (typeof STEPS)[number];

/** How far the connecting has come. */
export function Steps({ current }: { current: Step }) {
  const { t } = useTranslation('integrations');
  const at = STEPS.indexOf(current);
  return (
    <ol className={styles.steps} aria-label={t('wizard.progress', { step: at + 1 })}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={classNames(styles.step, index === at && styles.current, index < at && styles.done)}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className={styles.number} aria-hidden="true">
            {index < at ? <IconCheck size={16} /> : index + 1}
          </span>
          <span>{t(`wizard.steps.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}
