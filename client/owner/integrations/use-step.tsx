import { useTranslation } from 'react-i18next';
import { showToast } from '../../ui/toast-store.ts';
import form from '../frame/form.module.css';
import { Section } from '../frame/page.tsx';
import { useGo } from '../use-page.ts';
import { FeatureChoice } from './feature-choice.tsx';
import { CONNECTION_PAGE, type Connection } from './hub-types.ts';
import { WebhookAddress } from './webhook-address.tsx';

/** What the connection is used for, and where its webhooks go; then it is done. */
export function UseStep({ connection }: { connection: Connection }) {
  const { t } = useTranslation('integrations');
  const go = useGo();
  return (
    <>
      {connection.webhookPath !== null && (
        <Section title={t('wizard.webhook')}>
          <WebhookAddress connection={connection} />
        </Section>
      )}
      <Section title={t('wizard.use')}>
        <div className={form.form}>
          <FeatureChoice
            connection={connection}
            propose
            button={t('wizard.done')}
            onSaved={() => {
              showToast({ message: t('wizard.finished', { label: connection.label }), tone: 'ok' });
              void go(CONNECTION_PAGE, { search: { id: connection.id }, replace: true });
            }}
          />
        </div>
      </Section>
    </>
  );
}
