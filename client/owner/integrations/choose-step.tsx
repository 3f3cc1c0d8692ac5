import { NativeSelect, TextInput } from '@mantine/core';
import { IconChevronRight, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import list from '../frame/list.module.css';
import { LoadProblem } from '../frame/load-problem.tsx';
import { Section } from '../frame/page.tsx';
import { PageLink } from '../page-link.tsx';
import { useTRPC } from '../trpc.ts';
import hub from './hub.module.css';
import { useWords } from './use-words.ts';

/** Which provider, of those that a preset describes; or one of the owner's own. */
export function ChooseStep({ onChoose }: { onChoose: (provider: string) => void }) {
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
                  {[...(preset.features ?? []).map(words.feature), t(`access.${preset.access}`)].join(' · ')}
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
  );
}
