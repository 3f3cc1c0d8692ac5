import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { resolveSettings } from '../../../shared/settings/defaults.ts';
import type { OutletSettings, SavedSections } from '../../../shared/settings/types.ts';
import { useLanguage } from '../../app/use-language.ts';
import { showToast } from '../../ui/toast-store.ts';
import { refusalOf, sentenceFor, useTRPC } from '../trpc.ts';

export type SettingsShown = inferRouterOutputs<AppRouter>['settings']['get'];
export type SectionName = keyof SavedSections;

/** What an editor of a section works on: everything that would hold, and a way to change some sections. */
export interface EditorProps {
  settings: OutletSettings;
  set: (change: SavedSections) => void;
}

/** What was saved for the shop or an outlet, changed on this screen and not yet saved. */
export function useSettingsDraft(shown: SettingsShown, outletId: string | undefined, onSaved: () => void) {
  const { t } = useTranslation('rules');
  const language = useLanguage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const saved = outletId
    ? (shown.outlets.find((outlet) => outlet.outletId === outletId)?.saved ?? shown.shop)
    : shown.shop;
  // As it was opened: a newer version that arrives meanwhile must not be saved over unseen.
  const [opened, setOpened] = useState({ version: saved.version, sections: saved.sections as SavedSections });
  const [sections, setSections] = useState(opened.sections);
  const [problem, setProblem] = useState<{ text: string; stale: boolean } | null>(null);
  const shop = outletId ? (shown.shop.sections as SavedSections) : {};
  const save = useMutation(
    trpc.settings.save.mutationOptions({
      onSuccess: async () => {
        showToast({ message: t('saved'), tone: 'ok' });
        await queries.invalidateQueries(trpc.settings.pathFilter());
        onSaved();
      },
      onError: (error) => {
        const refusal = refusalOf(error);
        const stale = refusal?.code === 'settingsChanged';
        const field = refusal?.field?.replace(/^sections\./, '');
        const text = stale
          ? t('stale')
          : refusal?.code === 'badInput' && field
            ? t('wrong', { field })
            : sentenceFor(error, language);
        setProblem({ text, stale });
      },
    }),
  );
  return {
    settings: resolveSettings(opened.version, shop, sections),
    sections,
    problem,
    isSaving: save.isPending,
    set: (change: SavedSections) => {
      setProblem(null);
      setSections((before) => ({ ...before, ...change }));
    },
    forget: (names: readonly SectionName[]) =>
      setSections(
        (before) =>
          Object.fromEntries(
            Object.entries(before).filter(([name]) => !names.includes(name as SectionName)),
          ) as SavedSections,
      ),
    reload: async () => {
      await queries.invalidateQueries(trpc.settings.pathFilter());
      const newest = queries.getQueryData(trpc.settings.get.queryKey());
      const next = outletId
        ? newest?.outlets.find((outlet) => outlet.outletId === outletId)?.saved
        : newest?.shop;
      if (!next) return;
      const fresh = { version: next.version, sections: next.sections as SavedSections };
      setOpened(fresh);
      setSections(fresh.sections);
      setProblem(null);
    },
    submit: () => {
      type Sections = inferRouterInputs<AppRouter>['settings']['save']['sections'];
      save.mutate({ outletId, version: opened.version, sections: sections as Sections });
    },
  };
}
