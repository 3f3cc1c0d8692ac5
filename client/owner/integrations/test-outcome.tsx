import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names.ts';
import { ExchangeShown } from './exchange.tsx';
import hub from './hub.module.css';
import type { TestShown } from './use-tests.ts';
import { useWords } from './use-words.ts';

const LOOKS = {
  ok: hub.good,
  bad_key: hub.bad,
  forbidden: hub.bad,
  misconfigured: hub.bad,
  no_balance: hub.bad,
  rate_limited: hub.unsure,
  unknown: hub.unsure,
  unreachable: hub.unsure,
};

/** What a test found: verdict, the rule that says so, how long it took, and the masked exchange. */
export function TestOutcome({ test }: { test: TestShown }) {
  const { t } = useTranslation('integrations');
  const words = useWords();
  const { verdict, message, rule, ms, httpStatus, exchange, kept } = test;
  return (
    <div className={hub.cards} data-testid="test-result" data-verdict={verdict}>
      <div role="status" className={classNames(hub.note, LOOKS[verdict])}>
        <strong>{words.verdict(verdict)}</strong>
        <p>{message ? words.said(message) : t(`verdictMeans.${verdict}`)}</p>
        {kept && <p>{t('wizard.notSwapped')}</p>}
      </div>
      <dl className={classNames(hub.figures, hub.small)}>
        <div>
          <dt>{t('result.rule')}</dt>
          <dd data-testid="test-rule">{rule ?? t('result.noRule')}</dd>
        </div>
        <div>
          <dt>{t('result.latency')}</dt>
          <dd>{t('result.ms', { ms })}</dd>
        </div>
        {httpStatus !== null && (
          <div>
            <dt>{t('result.http')}</dt>
            <dd>{httpStatus}</dd>
          </div>
        )}
      </dl>
      {exchange && <ExchangeShown exchange={exchange} />}
    </div>
  );
}
