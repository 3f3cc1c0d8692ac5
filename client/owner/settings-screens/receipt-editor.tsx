import '../products/products-texts.ts';
import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PAPER_WIDTHS, type ReceiptSettings } from '../../../shared/settings/types.ts';
import { PictureField } from '../products/picture-field.tsx';
import { LinesField } from './fields.tsx';
import { ReceiptPreview } from './receipt-preview.tsx';
import type { EditorProps } from './use-settings-draft.ts';

/** What stands on the shop's receipts, seen as it will be printed. */
export function ReceiptEditor({ settings, set }: EditorProps) {
  const { t } = useTranslation('rules');
  const { receipt } = settings;
  const [npwp, setNpwp] = useState(receipt.npwp ?? '');
  const digits = npwp.replace(/\D/g, '').length;
  const change = (part: Partial<ReceiptSettings>) => set({ receipt: { ...receipt, ...part } });
  const without = (name: 'npwp' | 'logoPictureId') => {
    const { [name]: _before, ...rest } = receipt;
    set({ receipt: rest });
  };
  return (
    <>
      <ReceiptPreview settings={settings} />
      <TextInput
        label={t('receipt.shopName')}
        description={t('receipt.shopNameHint')}
        maxLength={120}
        value={receipt.shopName}
        onChange={({ currentTarget: { value } }) => change({ shopName: value })}
      />
      {(['header', 'footer'] as const).map((part) => (
        <LinesField
          key={part}
          label={t(`receipt.${part}`)}
          description={t('receipt.lines')}
          lines={receipt[part]}
          onLines={(lines) => change({ [part]: lines.slice(0, 10) })}
        />
      ))}
      <TextInput
        label={t('receipt.npwp')}
        description={t('receipt.npwpHint')}
        inputMode="numeric"
        maxLength={21}
        value={npwp}
        error={digits > 0 && digits !== 15 && digits !== 16 && t('receipt.npwpWrong')}
        onChange={({ currentTarget: { value } }) => {
          setNpwp(value);
          const next = value.trim();
          const count = next.replace(/\D/g, '').length;
          if (count === 15 || count === 16) change({ npwp: next });
          else if (next === '') without('npwp');
        }}
      />
      <PictureField
        name={t('receipt.logo')}
        value={receipt.logoPictureId ?? null}
        onChange={(id) => (id ? change({ logoPictureId: id }) : without('logoPictureId'))}
      />
      <NativeSelect
        label={t('receipt.paper')}
        value={String(receipt.paper)}
        data={PAPER_WIDTHS.map((width) => ({ value: String(width), label: t('receipt.mm', { width }) }))}
        onChange={({ currentTarget: { value } }) =>
          change({ paper: Number(value) as ReceiptSettings['paper'] })
        }
      />
      <Switch
        size="lg"
        label={t('receipt.tax')}
        checked={receipt.showTaxLine}
        onChange={({ currentTarget: { checked } }) => change({ showTaxLine: checked })}
      />
    </>
  );
}
