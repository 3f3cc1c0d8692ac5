import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import form from '../frame/form.module.css';
import list from '../frame/list.module.css';
import { useTRPC } from '../trpc.ts';
import type { Connection } from './hub-types.ts';
import { type Place, placed, placeIn, servedBy, useFeatures } from './use-features.ts';
import { useWords } from './use-words.ts';

const PLACES: readonly Place[] = ['primary', 'fallback', 'none'];

type FeatureChoiceProps = {
  connection: Connection;
  /** propose a use for what is used for nothing yet */
  propose?: boolean;
  button: string;
  disabled?: boolean;
  onSaved: () => void;
};

/** What a connection serves in its own scope: first, as a fallback, or not. */
export function FeatureChoice({
  connection,
  propose = false,
  button,
  disabled = false,
  onSaved,
}: FeatureChoiceProps) {
  const { t } = useTranslation('integrations');
  const trpc = useTRPC();
  const words = useWords();
  const { map, save } = useFeatures(onSaved);
  const all = useQuery(trpc.connections.list.queryOptions({ scope: 'all' }));
  const [chosen, setChosen] = useState<Record<string, Place>>({});
  const { id, outletId, features } = connection;
  if (!map.data || !all.data) return <Skeleton height={120} />;
  const known = map.data;
  const labelOf = (connectionId: string) => all.data.find((one) => one.id === connectionId)?.label ?? '';
  const placeOf = (feature: string): Place => {
    const row = servedBy(known, outletId, feature);
    const stored = placeIn(row, id);
    if (chosen[feature]) return chosen[feature];
    if (!propose || stored !== 'none' || features.some((one) => servedBy(known, outletId, one).includes(id)))
      return stored;
    return row.length === 0 ? 'primary' : 'fallback';
  };
  const changes = features
    .map((feature) => {
      const row = servedBy(known, outletId, feature);
      const place = placeOf(feature);
      return {
        outletId,
        feature,
        connectionIds: placed(row, id, place),
        changed: place !== placeIn(row, id),
      };
    })
    .filter(({ changed }) => changed)
    .map(({ changed: _changed, ...change }) => change);
  return (
    <div className={form.form}>
      {features.length === 0 && <p className={list.detail}>{t('use.nothing')}</p>}
      {features.map((feature) => {
        const others = servedBy(known, outletId, feature).filter((one) => one !== id);
        return (
          <div key={feature} className={form.form} style={{ gap: 4 }} data-testid={`use-${feature}`}>
            <strong id={`use-${feature}`}>{words.feature(feature)}</strong>
            <SegmentedControl
              aria-labelledby={`use-${feature}`}
              fullWidth
              disabled={disabled}
              value={placeOf(feature)}
              data={PLACES.map((value) => ({ value, label: t(`use.${value}`) }))}
              onChange={(value) => setChosen((before) => ({ ...before, [feature]: value as Place }))}
            />
            <span className={list.detail}>
              {others.length > 0
                ? t('use.now', { labels: others.map(labelOf).join(', ') })
                : t(placeOf(feature) === 'none' ? 'use.nobody' : 'use.alone')}
            </span>
          </div>
        );
      })}
      {!disabled && (
        <Button
          variant={propose ? 'primary' : 'quiet'}
          size={56}
          busy={save.isPending}
          onClick={() => save.mutate(changes)}
          data-testid="save-use"
        >
          {button}
        </Button>
      )}
    </div>
  );
}
