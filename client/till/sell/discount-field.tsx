import { useTranslation } from 'react-i18next';
import type { Discount } from '../../../shared/pricing/types.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Field } from '../../ui/field.tsx';
import { formatRupiahBare } from '../../ui/format-rupiah.ts';
import { formatRate, type ParsedDiscount } from '../parse-amount.ts';
import { Segments } from '../segments.tsx';
import styles from './sell-form.module.css';

export interface TypedDiscount {
  kind: Discount['kind'];
  text: string;
}

const RATES = ['5', '10', '20', '50'];

/** What stands in the field for a discount that is there already. */
export function typedDiscount(discount: Discount | null | undefined): TypedDiscount {
  if (!discount) return { kind: 'percent', text: '' };
  return discount.kind === 'percent'
    ? { kind: 'percent', text: formatRate(discount.rateBp) }
    : { kind: 'amount', text: formatRupiahBare(discount.amount) };
}

/** A discount in Rp or %. What can't be read stays on the screen with a reason. */
export function DiscountField({
  label,
  value,
  onChange,
  error,
  autofocus,
}: {
  label: string;
  value: TypedDiscount;
  onChange: (value: TypedDiscount) => void;
  error: (ParsedDiscount & { ok: false })['reason'] | null;
  autofocus?: boolean;
}) {
  const { t } = useTranslation('sell');
  return (
    <div className={styles.group}>
      <div className={styles.pair}>
        <Segments
          label={t('discount.kind')}
          value={value.kind}
          options={[
            { value: 'percent', text: '%' },
            { value: 'amount', text: 'Rp' },
          ]}
          onChange={(kind) => onChange({ kind, text: '' })}
        />
        <Field label={label}>
          {(control) => (
            <input
              {...control}
              className={classNames(control.className, styles.amount)}
              data-testid="discount-input"
              aria-invalid={error ? true : undefined}
              inputMode="decimal"
              autoComplete="off"
              maxLength={30}
              placeholder="0"
              data-autofocus={autofocus || undefined}
              value={value.text}
              onFocus={(event) => event.target.select()}
              onChange={(event) => onChange({ ...value, text: event.target.value })}
            />
          )}
        </Field>
      </div>
      <p role="alert" className={styles.error} data-testid="discount-error">
        {error && t(`amountErrors.${error}`)}
      </p>
      {value.kind === 'percent' && (
        <div className={styles.chips}>
          {RATES.map((rate) => (
            <Button key={rate} onClick={() => onChange({ kind: 'percent', text: rate })}>
              {rate} %
            </Button>
          ))}
          <Button onClick={() => onChange({ ...value, text: '' })}>{t('discount.none')}</Button>
        </div>
      )}
    </div>
  );
}
