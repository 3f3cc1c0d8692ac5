import { useTranslation } from 'react-i18next';
import { Pill } from '../../ui/pill.tsx';
import list from '../frame/list.module.css';
import type { Connection } from './hub-types.ts';
import { STATUS_TONES, useWords } from './use-words.ts';

type ConnectionPillsProps = {
  connection: Pick<Connection, 'status' | 'testMode' | 'isDefault' | 'breaker' | 'active'>;
};

/** How a connection stands, in a few words. */
export function ConnectionPills({ connection }: ConnectionPillsProps) {
  const { t } = useTranslation('integrations');
  const { status } = useWords();
  const { breaker } = connection;
  return (
    <span className={list.pills}>
      <Pill tone={STATUS_TONES[connection.status]} data-testid="connection-status">
        {status(connection.status)}
      </Pill>
      {connection.testMode && <Pill tone="calm">{t('testMode')}</Pill>}
      {breaker !== 'closed' && connection.active && <Pill tone="warning">{t(`breaker.${breaker}`)}</Pill>}
      {connection.isDefault && <Pill>{t('isDefault')}</Pill>}
    </span>
  );
}
