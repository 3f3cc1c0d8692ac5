import { useTranslation } from 'react-i18next';
import { CopyField } from '../frame/copy-field.tsx';
import form from '../frame/form.module.css';
import type { Connection } from './hub-types.ts';

/** Where the provider is to send its webhooks, to copy. */
export function WebhookAddress({ connection }: { connection: Connection }) {
  const { t } = useTranslation('integrations');
  const { webhookPath, webhookUrl } = connection;
  if (webhookPath === null) return <p className={form.hint}>{t('wizard.noWebhook')}</p>;
  return (
    <div className={form.form}>
      <CopyField label={t('wizard.webhook')} value={webhookUrl ?? `${location.origin}${webhookPath}`} />
      <p className={form.hint}>{t('wizard.webhookHint')}</p>
      {webhookUrl === null && <p className={form.hint}>{t('wizard.webhookLocal')}</p>}
    </div>
  );
}
