import { TextInput } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast-store.ts';
import styles from './copy-field.module.css';

/** A text to hand on. Without the clipboard (plain http on a shop's own network) it is selected to copy by hand. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation('owner');
  const field = useRef<HTMLInputElement>(null);
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      showToast({ message: t('form.copied'), tone: 'ok' });
    } catch {
      field.current?.focus();
      field.current?.select();
      showToast({ message: t('form.copyByHand') });
    }
  }
  return (
    <div className={styles.row}>
      <TextInput
        ref={field}
        label={label}
        value={value}
        readOnly
        className={styles.field}
        onFocus={(event) => event.currentTarget.select()}
        data-testid="copy-value"
      />
      <Button icon={<IconCopy size={20} aria-hidden="true" />} onClick={() => void copy()}>
        {t('form.copy')}
      </Button>
    </div>
  );
}
