import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names.ts';
import styles from './password-strength.module.css';
import { passwordStrength } from './password-strength.ts';

const LEVELS = ['short', 'fair', 'good', 'strong'] as const;

/** A hint while choosing a password; nothing before the first letter. */
export function PasswordStrength({ password }: { password: string }) {
  const { t } = useTranslation('owner');
  if (password === '') return null;
  const level = passwordStrength(password);
  const reached = LEVELS.indexOf(level) + 1;
  return (
    <div className={styles.strength}>
      <div className={styles.bars} aria-hidden="true">
        {LEVELS.map((one, index) => (
          <span key={one} className={classNames(styles.bar, index < reached && styles[level])} />
        ))}
      </div>
      <span className={styles.words} aria-live="polite">
        <span className="visually-hidden">{t('setUp.strength.label')}: </span>
        {t(`setUp.strength.${level}`)}
      </span>
    </div>
  );
}
