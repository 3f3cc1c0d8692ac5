import { useTranslation } from 'react-i18next';
import type { DiscountLimit } from '../../../shared/pricing/types.ts';
import { ROLES } from '../../../shared/roles.ts';
import form from '../frame/form.module.css';
import { MoneyField } from '../products/money-field.tsx';
import { PercentField, whole } from './fields.tsx';
import styles from './settings-page.module.css';
import type { EditorProps } from './use-settings-draft.ts';

/** How much each role may take off without asking. */
export function DiscountEditor({ settings, set }: EditorProps) {
  const { t } = useTranslation('rules');
  const { t: owner } = useTranslation('owner');
  const limits = settings.pricing.discountLimits ?? {};
  return (
    <>
      <p className={form.hint}>{t('discounts.intro')}</p>
      {ROLES.map((role) => {
        const limit = limits[role];
        const change = (next: DiscountLimit | undefined) => {
          const { [role]: _before, ...others } = limits;
          set({
            pricing: { ...settings.pricing, discountLimits: next ? { ...others, [role]: next } : others },
          });
        };
        const name = owner(`staff.roles.${role}`);
        return (
          <div key={role} className={styles.pair}>
            <PercentField
              label={t('discounts.percent', { role: name })}
              rateBp={limit?.maxBp}
              onRate={(maxBp) => change(maxBp === undefined ? undefined : { ...limit, maxBp })}
            />
            {limit && (
              <MoneyField
                label={t('discounts.amount', { role: name })}
                value={limit.maxAmount ?? ''}
                onChange={(value) =>
                  change(
                    value === ''
                      ? { maxBp: limit.maxBp }
                      : { maxBp: limit.maxBp, maxAmount: whole(value, 0) },
                  )
                }
              />
            )}
          </div>
        );
      })}
    </>
  );
}
