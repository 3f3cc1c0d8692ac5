import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import form from '../frame/form.module.css';
import { Section } from '../frame/page.tsx';
import { useFailure } from '../use-failure.ts';
import type { Connection } from './hub-types.ts';
import { TestOutcome } from './test-outcome.tsx';
import { type TestShown, useTest } from './use-tests.ts';

type TestStepProps = {
  connection: Connection;
  /** null: not tested since this page was opened */
  test: TestShown | null;
  onTested: (test: TestShown) => void;
  onFix: () => void;
  onNext: () => void;
};

/** What the provider says to the keys, and the one next thing to do. */
export function TestStep({ connection, test, onTested, onFix, onNext }: TestStepProps) {
  const { t } = useTranslation('integrations');
  const again = useTest(onTested, useFailure());
  const passed = (test?.verdict ?? connection.lastTest?.verdict) === 'ok';
  const shown: TestShown | null =
    test ??
    (connection.lastTest && {
      ...{ rule: null, ms: 0, httpStatus: null, exchange: null, kept: false },
      verdict: connection.lastTest.verdict,
      message: connection.lastTest.message,
    });
  return (
    <Section title={`${t('wizard.test')}: ${connection.label}`}>
      {shown ? <TestOutcome test={shown} /> : <p>{t('wizard.untested')}</p>}
      <div className={form.buttons}>
        {passed ? (
          <Button variant="primary" size={56} onClick={onNext} data-testid="next">
            {t('wizard.next')}
          </Button>
        ) : (
          <Button variant="primary" size={56} onClick={onFix} data-testid="fix-keys">
            {t('wizard.fixKeys')}
          </Button>
        )}
        <Button
          size={56}
          busy={again.isPending}
          onClick={() => again.mutate({ connectionId: connection.id })}
        >
          {t('wizard.testAgain')}
        </Button>
        {!passed && (
          <Button size={56} onClick={onNext}>
            {t('wizard.later')}
          </Button>
        )}
      </div>
    </Section>
  );
}
