import { NumberInput } from '@mantine/core';
import type { ComponentProps } from 'react';
import { MAX_PRICE } from '../../../shared/catalogue/product-limits.ts';

/** Whole rupiah, grouped while typing. */
export function MoneyField(props: ComponentProps<typeof NumberInput>) {
  return (
    <NumberInput
      prefix="Rp "
      thousandSeparator="."
      decimalSeparator=","
      allowDecimal={false}
      allowNegative={false}
      min={0}
      max={MAX_PRICE}
      clampBehavior="strict"
      hideControls
      inputMode="numeric"
      {...props}
    />
  );
}
