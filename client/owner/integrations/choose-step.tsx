import { NativeSelect, TextInput } from '@mantine/core';
import { IconChevronRight, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Section } from '../frame/page.tsx';
import { PageLink } from '../page-link.tsx';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';
import hub from './hub.module.css';
import type { PresetShown } from './hub-types.ts';
import { useWords } from './use-words.ts';

type ChooseStepProps = { onChoose: (provider: string, templateId?: string) => void };

/** Which provider, of those that a preset describes; or one of the owner's own. */
export function ChooseStep({ onChoose }: ChooseStepProps) {
  const { t } = useTranslation('integrations');
  const trpc = useTRPC();
  const words = useWords();
  const presets = useQuery(trpc.connections.presets.list.queryOptions({}));
  const [kind, setKind] = useState('');
  const [feature, setFeature] = useState('');
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim().toLowerCase());
  if (!presets.data)
    return presets.isError ? (
      <LoadProblem error={presets.error} onRetry={() => void presets.refetch()} />
    ) : (
      <Skeleton height={320} />
    );
  const kinds = [...new Set(presets.data.map((preset) => preset.kind))];
  const ofKind = presets.data.filter((preset) => kind === '' || preset.kind === kind);
  const features = [...new Set(ofKind.flatMap((preset) => preset.features ?? []))].sort();
  const found = ofKind
    .filter((preset) => feature === '' || preset.features?.includes(feature))
    .filter((preset) => `${preset.title.id} ${preset.title.en} ${preset.id}`.toLowerCase().includes(search));
  return (
    <>
      <Templates known={presets.data} onChoose={onChoose} />
      <Section title={t('wizard.choose')}>
        <div className={hub.filters}>
          {kinds.length > 1 && (
            <NativeSelect
              label={t('wizard.kind')}
              value={kind}
              data={[
                { value: '', label: t('everything') },
                ...kinds.map((value) => ({ value, label: words.kind(value) })),
              ]}
              onChange={({ currentTarget: { value } }) => setKind(value)}
            />
          )}
          <NativeSelect
            label={t('wizard.feature')}
            value={feature}
            data={[
              { value: '', label: t('wizard.anyFeature') },
              ...features.map((value) => ({ value, label: words.feature(value) })),
            ]}
            onChange={({ currentTarget: { value } }) => setFeature(value)}
          />
          <TextInput
            type="search"
            label={t('wizard.search')}
            value={typed}
            onChange={({ currentTarget: { value } }) => setTyped(value)}
          />
        </div>
        {found.length === 0 && (
          <EmptyState kind="search" title={t('wizard.none')}>
            {t('wizard.noneHint')}
          </EmptyState>
        )}
        <ul className={list.list} data-testid="presets">
          {found.map((preset) => (
            <li key={preset.id}>
              <button
                type="button"
                className={list.press}
                data-testid={`preset-${preset.id}`}
                onClick={() => onChoose(preset.id)}
              >
                <span className={list.words}>
                  <span className={list.name}>{words.said(preset.title)}</span>
                  <span className={list.detail}>
                    {[...(preset.features ?? []).map(words.feature), t(`access.${preset.access}`)].join(
                      ' · ',
                    )}
                  </span>
                </span>
                {preset.confidence === 'guess' && <Pill tone="warning">{t('confidence.guess')}</Pill>}
                <IconChevronRight size={20} aria-hidden="true" />
              </button>
            </li>
          ))}
          <li>
            <PageLink to="/owner/integrations/preset" className={list.press}>
              <span className={list.words}>
                <span className={list.name}>{t('ownPreset')}</span>
                <span className={list.detail}>{t('ownPresetHint')}</span>
              </span>
              <IconPencil size={20} aria-hidden="true" />
            </PageLink>
          </li>
        </ul>
      </Section>
    </>
  );
}

/** Patterns that were kept, to begin from; nothing when there are none. */
function Templates({ known, onChoose }: { known: PresetShown[] } & ChooseStepProps) {
  const { t } = useTranslation('integrations');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const words = useWords();
  const templates = useQuery(trpc.connections.templates.list.queryOptions());
  const remove = useMutation(
    trpc.connections.templates.remove.mutationOptions({
      onError: useFailure(),
      onSuccess: () => queries.invalidateQueries(trpc.connections.templates.pathFilter()),
    }),
  );
  // The form is the one of the preset: of a preset that is gone there is none.
  const shown = templates.data?.filter(({ provider }) => known.some(({ id }) => id === provider)) ?? [];
  if (shown.length === 0) return null;
  return (
    <Section title={t('wizard.templates')}>
      <ul className={list.list}>
        {shown.map(({ id, name, provider }) => {
          const title = known.find((preset) => preset.id === provider)?.title;
          return (
            <li key={id} className={list.item} style={{ flexWrap: 'nowrap' }}>
              <button type="button" className={list.press} onClick={() => onChoose(provider, id)}>
                <span className={list.words}>
                  <span className={list.name}>{name}</span>
                  <span className={list.detail}>{title && words.said(title)}</span>
                </span>
              </button>
              <IconButton
                aria-label={t('wizard.forget', { name })}
                onClick={() => remove.mutate({ templateId: id })}
              >
                <IconTrash size={24} aria-hidden="true" />
              </IconButton>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
