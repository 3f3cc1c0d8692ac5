import { TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isValidGtin } from '../../../shared/barcode.ts';
import { BARCODE_SEPARATOR, MAX_BARCODES } from '../../../shared/catalogue/product-limits.ts';
import styles from './barcodes-field.module.css';

interface BarcodesFieldProps {
  value?: string[];
  onChange?: (barcodes: string[]) => void;
  error?: ReactNode;
}

/** A product's barcodes as chips; a scanner's Enter ends one. Warns of wrong check digits, since shops have such goods. */
export function BarcodesField({ value = [], error, ...rest }: BarcodesFieldProps) {
  const { t } = useTranslation('products');
  const odd = value.filter((code) => /^(\d{8}|\d{12,14})$/.test(code) && !isValidGtin(code));
  return (
    <div>
      <TagsInput
        label={t('form.barcodes')}
        description={t('form.barcodesHint')}
        value={value}
        error={error}
        {...rest}
        data={[]}
        maxTags={MAX_BARCODES}
        splitChars={[BARCODE_SEPARATOR]}
        comboboxProps={{ withinPortal: false }}
        classNames={{ pill: styles.pill }}
        inputMode="text"
        autoComplete="off"
      />
      <p role="status" className={styles.hint}>
        {odd.length > 0 && t('form.checkDigit', { codes: odd.join(', ') })}
      </p>
    </div>
  );
}
