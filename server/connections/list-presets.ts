import { type Preset, type PresetIssue, parsePreset } from '../hub/preset.ts';
import { Refusal } from '../refusal.ts';
import type { HubPorts } from './hub-ports.ts';

/** A preset in a list. */
export type PresetShown = Pick<
  Preset,
  'id' | 'version' | 'kind' | 'format' | 'title' | 'access' | 'confidence' | 'docs' | 'features' | 'flow'
> & {
  environments: string[];
  /** its test costs nothing, so it is tested by itself from time to time */
  freeTest: boolean;
  hasWebhook: boolean;
};

export function listPresets({ hub }: { hub: HubPorts }, kind?: string): PresetShown[] {
  return [...hub.presets.values()].filter((preset) => kind === undefined || preset.kind === kind).map(shown);
}

/** The whole preset; it is data and holds no secret. Refuses with `presetUnknown`. */
export function getPreset(
  { hub }: { hub: HubPorts },
  provider: string,
): PresetShown & Pick<Preset, 'fields'> {
  const preset = hub.presets.get(provider);
  if (!preset) throw new Refusal('presetUnknown', { values: { provider } });
  return { ...shown(preset), fields: preset.fields };
}

/** What is wrong with a preset, each at its place; never throws. */
export function checkPreset(value: unknown): { ok: boolean; issues: PresetIssue[] } {
  const parsed = parsePreset(value);
  return parsed.ok ? { ok: true, issues: [] } : { ok: false, issues: parsed.issues };
}

function shown(preset: Preset): PresetShown {
  const { id, version, kind, format, title, access, confidence, docs, features, flow } = preset;
  return {
    ...{ id, version, kind, format, title, access, confidence, docs, features, flow },
    environments: Object.keys(preset.environments),
    freeTest: preset.test.cost === 'free',
    hasWebhook: preset.webhook !== undefined,
  };
}
