import { NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScaleFormat } from '../../../shared/scale-barcode/scale-format.ts';
import form from '../frame/form.module.css';
import { whole } from './fields.tsx';
import styles from './settings-page.module.css';
import type { EditorProps } from './use-settings-draft.ts';

const USUAL: ScaleFormat = { prefixes: ['20'], itemDigits: 5, valueDigits: 5, value: 'price', perDigit: 1 };

/** How the shop's scale fills the digits of its labels. */
export function ScaleEditor({ settings: { scaleBarcode }, set }: EditorProps) {
  const { t } = useTranslation('rules');
  const formats = scaleBarcode?.formats ?? [];
  return (
    <>
      <Switch
        size="lg"
        label={t('scale.on')}
        description={t('scale.hint')}
        checked={scaleBarcode !== null}
        onChange={({ currentTarget: { checked } }) =>
          set({ scaleBarcode: checked ? { formats: [USUAL] } : null })
        }
      />
      {formats.map((format, at) => (
        <Format
          // biome-ignore lint/suspicious/noArrayIndexKey: formats are never moved
          key={at}
          number={at + 1}
          format={format}
          onChange={(next) => set({ scaleBarcode: { formats: formats.with(at, next) } })}
        />
      ))}
    </>
  );
}

type FormatProps = { number: number; format: ScaleFormat; onChange: (format: ScaleFormat) => void };

function Format({ number, format, onChange }: FormatProps) {
  const { t } = useTranslation('rules');
  const [prefixes, setPrefixes] = useState(format.prefixes.join(', '));
  return (
    <section className={styles.card}>
      <h3>{t('scale.format', { number })}</h3>
      <TextInput
        label={t('scale.prefixes')}
        description={t('scale.prefixesHint')}
        inputMode="numeric"
        value={prefixes}
        onChange={({ currentTarget: { value } }) => {
          setPrefixes(value);
          onChange({ ...format, prefixes: value.split(/[^\d]+/).filter(Boolean) });
        }}
      />
      <div className={styles.pair}>
        {(['itemDigits', 'valueDigits'] as const).map((part) => (
          <NumberInput
            key={part}
            label={t(`scale.${part}`)}
            min={3}
            max={7}
            allowDecimal={false}
            hideControls
            inputMode="numeric"
            value={format[part]}
            onChange={(value) => onChange({ ...format, [part]: whole(value, 5) })}
          />
        ))}
        <NativeSelect
          label={t('scale.value')}
          value={format.value}
          data={(['price', 'weight'] as const).map((value) => ({ value, label: t(`scale.values.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...format, value: value as ScaleFormat['value'] })
          }
        />
        <NumberInput
          label={t('scale.perDigit')}
          min={1}
          max={1_000}
          allowDecimal={false}
          hideControls
          inputMode="numeric"
          value={format.perDigit}
          onChange={(value) => onChange({ ...format, perDigit: whole(value, 1) })}
        />
      </div>
      <p className={form.hint}>{t('scale.perDigitHint')}</p>
    </section>
  );
}
