import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalStore } from '../local/types.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import styles from './rescue.module.css';

const MIN_PASSWORD = 8;

/** Everything unsent into one locked file (S12). */
export function RescueExport({ local }: { local: LocalStore }) {
  const { t } = useTranslation('till');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<'saved' | 'failed' | 'passwordShort' | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (password.length < MIN_PASSWORD) return setOutcome('passwordShort');
    setBusy(true);
    try {
      download(await local.exportRescueFile(password), fileName(local));
      setOutcome('saved');
      setPassword('');
    } catch (error) {
      console.error(error);
      setOutcome('failed');
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} className={styles.form}>
      <Field
        label={t('rescue.password')}
        hint={t('rescue.passwordHint')}
        error={(outcome === 'passwordShort' || outcome === 'failed') && t(`rescue.${outcome}`)}
      >
        {(control) => (
          <input
            {...control}
            type="password"
            autoComplete="new-password"
            data-testid="rescue-password"
            value={password}
            onChange={(event) => {
              setPassword(event.target.value);
              setOutcome(null);
            }}
          />
        )}
      </Field>
      <Button type="submit" size={56} busy={busy} data-testid="rescue-export">
        {t('rescue.export')}
      </Button>
      <p role="status">{outcome === 'saved' && t('rescue.saved')}</p>
    </form>
  );
}

function fileName(local: LocalStore): string {
  const identity = local.identity.get();
  const day = new Date().toISOString().slice(0, 10);
  return `gerai-${identity ? `${identity.outlet.code}-${identity.deviceCode}-` : ''}${day}.gerai`;
}

function download(blob: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
