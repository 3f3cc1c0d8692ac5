import { NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import form from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import list from '../frame/list.module.css';
import { Section } from '../frame/page.tsx';
import { sentenceFor, useTRPCClient } from '../trpc.ts';
import type { PresetField } from './hub-types.ts';
import { isLive, typedValues } from './keys-step.tsx';
import { askedFields, type Filled, PresetFields } from './preset-fields.tsx';
import { TestOutcome } from './test-outcome.tsx';
import { shownTest } from './use-tests.ts';
import { useWords } from './use-words.ts';

/** Tries a preset that was found right, in one of its test environments; nothing is stored. */
export function DryRun({ preset }: { preset: Record<string, unknown> }) {
  const { t } = useTranslation('integrations');
  const language = useLanguage();
  const client = useTRPCClient();
  const words = useWords();
  const trials = Object.keys(preset.environments as object).filter((name) => !isLive(name));
  const [environment, setEnvironment] = useState(trials.at(-1) ?? '');
  const [filled, setFilled] = useState<Filled>({});
  const asked = askedFields(preset.fields as PresetField[], environment, filled);
  const run = useMutation({
    mutationFn: async () =>
      shownTest(
        await client.connections.presets.dryRun.mutate({
          preset,
          environment,
          values: typedValues(asked, filled),
        }),
      ),
  });
  if (trials.length === 0)
    return (
      <Section title={t('builder.dryRun')}>
        <p className={list.detail}>{t('builder.noTest')}</p>
      </Section>
    );
  return (
    <Section title={t('builder.dryRun')}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          run.mutate();
        }}
      >
        <p className={form.hint}>{t('builder.dryRunHint')}</p>
        <NativeSelect
          label={t('wizard.environment')}
          value={environment}
          data={trials.map((value) => ({ value, label: words.environment(value) }))}
          onChange={({ currentTarget: { value } }) => setEnvironment(value)}
        />
        <PresetFields
          fields={asked}
          filled={filled}
          onFill={(key, value) => setFilled((before) => ({ ...before, [key]: value }))}
          errors={{}}
        />
        <FormProblem>{run.error ? sentenceFor(run.error, language) : ''}</FormProblem>
        <Button type="submit" size={56} busy={run.isPending} data-testid="dry-run">
          {t('builder.runDry')}
        </Button>
      </form>
      {run.data && <TestOutcome test={run.data} />}
    </Section>
  );
}
