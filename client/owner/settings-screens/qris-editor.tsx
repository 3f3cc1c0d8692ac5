import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QRIS_MAX_AMOUNT, readStaticQris } from '../../../shared/qris/static-qris.ts';
import form from '../frame/form.module.css';
import { MoneyField } from '../products/money-field.tsx';
import { whole } from './fields.tsx';
import styles from './settings-page.module.css';
import type { EditorProps } from './use-settings-draft.ts';

const TOLD = [
  'qrisNotQris',
  'qrisBroken',
  'qrisCrc',
  'qrisNotStatic',
  'qrisNotRupiah',
  'qrisMerchantMissing',
] as const;

/** The shop's own sticker: who it pays, or in words why it can't be used. Only a code that holds is kept. */
export function QrisEditor({ settings: { qris }, set }: EditorProps) {
  const { t } = useTranslation('rules');
  const [payload, setPayload] = useState(qris?.payload ?? '');
  const caps = { capPerSale: qris?.capPerSale ?? QRIS_MAX_AMOUNT, capPerShift: qris?.capPerShift ?? 0 };
  const read = payload.trim() === '' ? null : readStaticQris(payload);
  const problem = read && !read.ok ? (TOLD.find((code) => code === read.code) ?? 'other') : null;
  return (
    <>
      <Textarea
        label={t('qris.payload')}
        description={t('qris.payloadHint')}
        autosize
        minRows={3}
        maxLength={1_000}
        spellCheck={false}
        autoComplete="off"
        data-testid="qris-payload"
        value={payload}
        error={problem && t(`qris.problems.${problem}`)}
        onChange={({ currentTarget: { value } }) => {
          setPayload(value);
          const next = value.trim();
          if (next === '') set({ qris: null });
          // What can't be read stays on the screen and is not saved.
          else if (readStaticQris(next).ok) set({ qris: { payload: next, ...caps } });
        }}
      />
      {read?.ok && (
        <div className={styles.ok} data-testid="qris-merchant">
          <strong>{t('qris.merchant', { name: read.merchantName, city: read.city })}</strong>
          <div>{t('qris.compare', { nmid: read.nmid })}</div>
        </div>
      )}
      {payload.trim() === '' && <p className={form.hint}>{t('qris.off')}</p>}
      {qris && (
        <div className={styles.pair}>
          {(['capPerSale', 'capPerShift'] as const).map((cap) => (
            <MoneyField
              key={cap}
              label={t(`qris.${cap}`)}
              description={t('qris.capHint')}
              value={qris[cap]}
              onChange={(value) => set({ qris: { ...qris, [cap]: whole(value, 0) } })}
            />
          ))}
        </div>
      )}
      <p className={form.hint}>{t('qris.honest')}</p>
    </>
  );
}
