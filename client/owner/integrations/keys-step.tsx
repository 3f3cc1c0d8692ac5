import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import form from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Section } from '../frame/page.tsx';
import { refusalOf, sentenceFor, useTRPC, useTRPCClient } from '../trpc.ts';
import { endOfDay } from './days.ts';
import hub from './hub.module.css';
import type { Connection, FieldValue, PresetField, Template } from './hub-types.ts';
import { askedFields, type Filled, isSecret, PresetFields } from './preset-fields.tsx';
import { refreshHub, shownTest, type TestShown, useReplaceKeys } from './use-tests.ts';
import { useWords } from './use-words.ts';

type Whole = {
  title: { id: string; en: string };
  docs?: string | undefined;
  environments: string[];
  fields: PresetField[];
};

/** Where real money moves. */
export const isLive = (environment: string) => environment === 'production';

/** What is wrong and where; a refusal of a field names it as `values.<key>`. */
function useProblem() {
  const language = useLanguage();
  const [problem, setProblem] = useState<{ at: string; sentence: string }>({ at: '', sentence: '' });
  return {
    clear: () => setProblem({ at: '', sentence: '' }),
    refuse: (error: unknown) =>
      setProblem({ at: refusalOf(error)?.field ?? '', sentence: sentenceFor(error, language) }),
    fieldErrors: problem.at.startsWith('values.')
      ? { [problem.at.slice('values.'.length)]: problem.sentence }
      : {},
    labelError: problem.at === 'label' ? problem.sentence : undefined,
    whole: problem.at.startsWith('values.') || problem.at === 'label' ? '' : problem.sentence,
  };
}

/** Only what was typed, so that the preset's own defaults and what is stored hold for the rest. */
export function typedValues(asked: readonly { key: string }[], filled: Filled): Record<string, FieldValue> {
  return Object.fromEntries(
    asked.flatMap(({ key }) => {
      const value = filled[key];
      return value === undefined || value.trim() === '' ? [] : [[key, value]];
    }),
  );
}

type FirstKeysProps = {
  provider: string;
  /** a preset that the owner wrote, in place of one that ships */
  own: Record<string, unknown> | null;
  /** a kept pattern, whose settings are filled in already */
  templateId?: string | undefined;
  onStored: (connectionId: string, test: TestShown | null) => void;
};

/** The keys of a new connection, stored and tested with one press. */
export function FirstKeys(props: FirstKeysProps) {
  const { provider, own, templateId } = props;
  const trpc = useTRPC();
  const preset = useQuery(
    trpc.connections.presets.get.queryOptions({ provider }, { enabled: own === null, staleTime: 300_000 }),
  );
  const templates = useQuery(
    trpc.connections.templates.list.queryOptions(undefined, { enabled: templateId !== undefined }),
  );
  const template = templates.data?.find(({ id }) => id === templateId);
  const whole = own
    ? ({ ...own, environments: Object.keys((own.environments ?? {}) as object) } as unknown as Whole)
    : (preset.data as Whole | undefined);
  if (!whole || (templateId && templates.isPending))
    return preset.isError ? (
      <LoadProblem error={preset.error} onRetry={() => void preset.refetch()} />
    ) : (
      <Skeleton height={320} />
    );
  return <FirstKeysForm {...props} preset={whole} template={template} />;
}

function FirstKeysForm({
  preset,
  provider,
  own,
  template,
  onStored,
}: FirstKeysProps & { preset: Whole; template: Template | undefined }) {
  const { t } = useTranslation('integrations');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const words = useWords();
  const problem = useProblem();
  const outlets = useQuery(trpc.accounts.outlets.list.queryOptions());
  const places = outlets.data?.filter(({ active }) => active) ?? [];
  const trials = preset.environments.filter((name) => !isLive(name));
  const canGoLive = preset.environments.some(isLive);
  const [label, setLabel] = useState(template?.name ?? words.said(preset.title));
  const [outletId, setOutletId] = useState('');
  const [testMode, setTestMode] = useState(template?.testMode ?? trials.length > 0);
  const [trial, setTrial] = useState(trials.includes('sandbox') ? 'sandbox' : (trials[0] ?? ''));
  const [filled, setFilled] = useState<Filled>(() =>
    Object.fromEntries(Object.entries(template?.cfg ?? {}).map(([key, value]) => [key, String(value)])),
  );
  const [expires, setExpires] = useState('');
  const environment = testMode ? trial : 'production';
  const asked = askedFields(preset.fields, environment, filled);
  const create = useMutation({
    mutationFn: async () => {
      const { connectionId } = await client.connections.create.mutate({
        ...(own ? { preset: own } : { provider }),
        label: label.trim(),
        outletId: outletId || null,
        testMode,
        environment,
        values: typedValues(asked, filled),
        expiresAt: endOfDay(expires),
      });
      // It is stored from here on: a test that could not be made can be made again where it is shown.
      const result = await client.connections.test.mutate({ connectionId }).catch(() => null);
      return { connectionId, test: result && shownTest(result) };
    },
    onError: problem.refuse,
    onSuccess: async ({ connectionId, test }) => {
      onStored(connectionId, test);
      await refreshHub(queries, trpc);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    problem.clear();
    create.mutate();
  }
  return (
    <Section title={`${t('wizard.keys')}: ${words.said(preset.title)}`}>
      <form className={form.form} onSubmit={submit}>
        {preset.docs && (
          <a href={preset.docs} target="_blank" rel="noreferrer" className={hub.link}>
            {t('wizard.docs')}
          </a>
        )}
        <TextInput
          label={t('wizard.label')}
          description={t('wizard.labelHint')}
          required
          withAsterisk={false}
          maxLength={80}
          value={label}
          error={problem.labelError}
          onChange={({ currentTarget: { value } }) => setLabel(value)}
          data-testid="connection-label"
        />
        {places.length > 1 && (
          <NativeSelect
            label={t('wizard.forWhom')}
            value={outletId}
            data={[
              { value: '', label: t('wholeShop') },
              ...places.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={({ currentTarget: { value } }) => setOutletId(value)}
          />
        )}
        <div>
          <SegmentedControl
            aria-label={t('wizard.mode')}
            fullWidth
            value={testMode ? 'test' : 'live'}
            data={[
              { value: 'test', label: t('modes.test'), disabled: trials.length === 0 },
              { value: 'live', label: t('modes.live'), disabled: !canGoLive },
            ]}
            onChange={(value) => setTestMode(value === 'test')}
          />
          <p className={form.hint}>{t(`wizard.modeHint.${testMode ? 'test' : 'live'}`)}</p>
        </div>
        {testMode && trials.length > 1 && (
          <NativeSelect
            label={t('wizard.environment')}
            description={trial === 'simulator' ? t('wizard.simulatorHint') : undefined}
            value={trial}
            data={trials.map((value) => ({ value, label: words.environment(value) }))}
            onChange={({ currentTarget: { value } }) => setTrial(value)}
            data-testid="environment"
          />
        )}
        <PresetFields
          fields={asked}
          filled={filled}
          onFill={(key, value) => setFilled((before) => ({ ...before, [key]: value }))}
          errors={problem.fieldErrors}
        />
        {preset.fields.some((field) => field.expires) && (
          <TextInput
            type="date"
            label={t('wizard.expiresAt')}
            description={t('wizard.expiresHint')}
            value={expires}
            onChange={({ currentTarget: { value } }) => setExpires(value)}
          />
        )}
        <p className={form.hint}>{t('wizard.locked')}</p>
        <FormProblem>{problem.whole}</FormProblem>
        <Button type="submit" variant="primary" size={56} busy={create.isPending} data-testid="save-and-test">
          {t('wizard.saveAndTest')}
        </Button>
      </form>
    </Section>
  );
}

type CorrectKeysProps = { connection: Connection; onTested: (test: TestShown) => void };

/** Other keys for a connection that is stored: tested first, swapped when they pass. */
export function CorrectKeys({ connection, onTested }: CorrectKeysProps) {
  const { t } = useTranslation('integrations');
  return (
    <Section title={`${t('wizard.keys')}: ${connection.label}`}>
      <ReplaceKeysForm connection={connection} onTested={onTested} />
    </Section>
  );
}

/** The form of `CorrectKeys`, also for the sheet on the connection's page. */
export function ReplaceKeysForm({ connection, onTested }: CorrectKeysProps) {
  const { t } = useTranslation('integrations');
  const trpc = useTRPC();
  const problem = useProblem();
  const words = useWords();
  const [filled, setFilled] = useState<Filled>(() =>
    Object.fromEntries(
      connection.fields.flatMap(({ key, value }) => (value === null ? [] : [[key, String(value)]])),
    ),
  );
  const [expires, setExpires] = useState('');
  const replace = useReplaceKeys(onTested, problem.refuse);
  const [environment, setEnvironment] = useState(connection.environment);
  // A preset of the owner's own is not in the list; such a connection stays in its environment.
  const preset = useQuery(
    trpc.connections.presets.get.queryOptions(
      { provider: connection.provider },
      { staleTime: 300_000, retry: false },
    ),
  );
  const environments = preset.data?.environments ?? [connection.environment];
  const elsewhere = environment !== connection.environment;
  const asked = askedFields(connection.fields, environment, filled);
  // Keys of one environment are no keys of another.
  const stored = Object.fromEntries(
    connection.fields.flatMap(({ key, secret }) =>
      secret && !secret.broken && !elsewhere ? [[key, secret.masked]] : [],
    ),
  );
  const send = (anyway: boolean) => {
    problem.clear();
    replace.mutate({
      connectionId: connection.id,
      values: typedValues(asked, filled),
      ...(expires ? { expiresAt: endOfDay(expires) } : {}),
      ...(elsewhere ? { testMode: !isLive(environment), environment } : {}),
      anyway,
    });
  };
  const unsure = replace.data?.kept === true && ['unknown', 'unreachable'].includes(replace.data.verdict);
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        send(false);
      }}
    >
      <p className={form.hint}>{t('settings.replaceHint')}</p>
      {environments.length > 1 && (
        <NativeSelect
          label={t('wizard.mode')}
          description={t(`wizard.modeHint.${isLive(environment) ? 'live' : 'test'}`)}
          value={environment}
          data={environments.map((value) => ({ value, label: words.environment(value) }))}
          onChange={({ currentTarget: { value } }) => setEnvironment(value)}
        />
      )}
      <PresetFields
        fields={asked}
        filled={filled}
        onFill={(key, value) => setFilled((before) => ({ ...before, [key]: value }))}
        errors={problem.fieldErrors}
        stored={stored}
      />
      {asked.some(isSecret) && (
        <TextInput
          type="date"
          label={t('wizard.expiresAt')}
          description={t('wizard.expiresHint')}
          value={expires}
          onChange={({ currentTarget: { value } }) => setExpires(value)}
        />
      )}
      <FormProblem>{problem.whole}</FormProblem>
      <Button type="submit" variant="primary" size={56} busy={replace.isPending} data-testid="test-then-swap">
        {t('wizard.testThenSwap')}
      </Button>
      {unsure && (
        <Button busy={replace.isPending} onClick={() => send(true)}>
          {t('wizard.keepAnyway')}
        </Button>
      )}
    </form>
  );
}
