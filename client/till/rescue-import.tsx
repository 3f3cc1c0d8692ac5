import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalStore, RescueImportResult } from '../local/types.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import styles from './rescue.module.css';

type Outcome = RescueImportResult | { ok: false; reason: 'fileMissing' };

/** Sends what another device could not (S12). */
export function RescueImport({ local }: { local: LocalStore }) {
  const { t } = useTranslation('till');
  const [file, setFile] = useState<File | null>(null);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!file) return setOutcome({ ok: false, reason: 'fileMissing' });
    setBusy(true);
    try {
      setOutcome(await local.importRescueFile(file, password));
    } catch (error) {
      // Unreadable bytes are as good as a damaged file.
      console.error(error);
      setOutcome({ ok: false, reason: 'notARescueFile' });
    } finally {
      setBusy(false);
    }
  }

  const failed = outcome?.ok === false ? outcome.reason : null;
  const report = outcome?.ok ? outcome.report : null;
  return (
    <form onSubmit={submit} className={styles.form}>
      <Field
        label={t('rescue.file')}
        error={failed && failed !== 'wrongPassword' ? t(`rescue.${failed}`) : undefined}
      >
        {(control) => (
          <input
            {...control}
            type="file"
            data-testid="rescue-file"
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              setOutcome(null);
            }}
          />
        )}
      </Field>
      <Field label={t('rescue.password')} error={failed === 'wrongPassword' && t('rescue.wrongPassword')}>
        {(control) => (
          <input
            {...control}
            type="password"
            autoComplete="off"
            data-testid="rescue-import-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" size={56} busy={busy} data-testid="rescue-import">
        {t('rescue.import')}
      </Button>
      <div role="status" data-testid="rescue-report">
        {report && (
          <>
            <p>
              {t('rescue.report', {
                total: report.total,
                applied: report.applied,
                alreadyApplied: report.alreadyApplied,
                refused: report.refused.length,
              })}
            </p>
            {report.unanswered > 0 && <p>{t('rescue.unanswered', { count: report.unanswered })}</p>}
            <ul>
              {report.refused.map(({ id, receiptNumber, refusal }) => (
                <li key={id}>
                  {receiptNumber}: {t(`queue.refusals.${refusal.code}`, { field: refusal.field ?? '?' })}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </form>
  );
}
