import './integrations-texts.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../ui/skeleton.tsx';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Page } from '../frame/page.tsx';
import { useTRPC } from '../trpc.ts';
import { useGo, usePage } from '../use-page.ts';
import { ChooseStep } from './choose-step.tsx';
import { draftPreset } from './draft-preset.ts';
import { CorrectKeys, FirstKeys } from './keys-step.tsx';
import { STEPS, type Step, Steps } from './steps.tsx';
import { TestStep } from './test-step.tsx';
import { UseStep } from './use-step.tsx';
import type { TestShown } from './use-tests.ts';

/**
 * Connecting a service in four steps: which one, its keys, a test, what it is used for. From the second step on the
 * connection is stored, so that nothing typed is lost; the address says which step stands.
 */
export default function ConnectPage() {
  const { t } = useTranslation('integrations');
  const trpc = useTRPC();
  const go = useGo();
  const { path, query } = usePage();
  const [test, setTest] = useState<TestShown | null>(null);
  const { id, preset } = query;
  const wanted = STEPS.find((one) => one === query.step) ?? 'choose';
  const step: Step = id ? (wanted === 'choose' ? 'test' : wanted) : preset ? 'keys' : 'choose';
  const connection = useQuery(
    trpc.connections.get.queryOptions({ connectionId: id ?? '' }, { enabled: id !== undefined }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step begins at its top
  useEffect(() => void window.scrollTo(0, 0), [step]);
  const toStep = (connectionId: string, next: Step) =>
    void go(path, { search: { id: connectionId, step: next } });
  const tested = (connectionId: string) => (result: TestShown) => {
    setTest(result);
    toStep(connectionId, 'test');
  };
  return (
    <Page title={t('wizard.title')} back={{ to: '/owner/integrations', label: t('title') }}>
      <Steps current={step} />
      {step === 'choose' && (
        <ChooseStep
          onChoose={(provider, templateId) =>
            void go(path, { search: { preset: provider, ...(templateId ? { template: templateId } : {}) } })
          }
        />
      )}
      {step === 'keys' && !id && preset && (
        <FirstKeys
          key={`${preset} ${query.template}`}
          provider={preset}
          templateId={query.template}
          own={preset === 'own' ? draftPreset.get() : null}
          onStored={(connectionId, result) => {
            setTest(result);
            // Back from the test leads to the list of providers, not to a form that would store it twice.
            void go(path, { search: { id: connectionId, step: 'test' }, replace: true });
          }}
        />
      )}
      {id &&
        !connection.data &&
        (connection.isError ? (
          <LoadProblem error={connection.error} onRetry={() => void connection.refetch()} />
        ) : (
          <Skeleton height={320} />
        ))}
      {connection.data && step === 'keys' && (
        <CorrectKeys connection={connection.data} onTested={tested(connection.data.id)} />
      )}
      {connection.data && step === 'test' && (
        <TestStep
          connection={connection.data}
          test={test}
          onTested={setTest}
          onFix={() => toStep(connection.data.id, 'keys')}
          onNext={() => toStep(connection.data.id, 'use')}
        />
      )}
      {connection.data && step === 'use' && <UseStep connection={connection.data} />}
    </Page>
  );
}
