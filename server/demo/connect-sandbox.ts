import { and, eq } from 'drizzle-orm';
import type { HubActing } from '../connections/acting.ts';
import { mapFeature } from '../connections/feature-map.ts';
import { createConnection } from '../connections/save-connection.ts';
import { connection } from '../connections/tables.ts';
import { FEATURES } from '../connections/words.ts';
import type { Preset } from '../hub/preset.ts';
import type { Services } from '../services.ts';

/** What there is to know of the simulated providers. */
export interface SandboxFacts {
  url: string;
  vendors: readonly { id: string; keys: Record<string, string> }[];
  /** where a provider's webhooks go: a path on our server */
  setNotificationUrl: (vendor: string, path: string) => void;
}

export interface SandboxConnection {
  connectionId: string;
  feature: string;
  vendor: string;
}

const LABEL = 'Sandbox';

/**
 * Connects a shop with the simulated providers, in test mode, for every way of paying that they offer: `providers` of them
 * a feature, the first as the primary. What is connected already stays; only the addresses of webhooks are said anew.
 */
export async function connectSandbox(
  services: Pick<Services, 'db' | 'log' | 'vault' | 'hub' | 'jobs' | 'now' | 'newId'>,
  tenantId: string,
  sandbox: SandboxFacts,
  options: { providers?: number; features?: readonly string[] } = {},
): Promise<SandboxConnection[]> {
  services.hub.sandboxUrl = sandbox.url;
  const ctx: HubActing = { ...services, tenantId, actor: { kind: 'system', id: 'demo' } };
  const made: SandboxConnection[] = [];
  for (const feature of options.features ?? FEATURES) {
    const serving = fitting(services.hub.presets, sandbox, feature).slice(0, options.providers ?? 1);
    const ids: string[] = [];
    for (const { preset, vendor, keys } of serving) {
      const label = `${LABEL} ${feature.slice(feature.indexOf('.') + 1).toUpperCase()}`;
      const known = await find(services, tenantId, preset.id, label);
      const connectionId =
        known?.connectionId ??
        (
          await createConnection(ctx, {
            provider: preset.id,
            label,
            testMode: true,
            environment: 'simulator',
            values: valuesFor(preset, keys),
            active: true,
            isDefault: false,
            costClass: 'free',
            expiresAt: null,
          })
        ).connectionId;
      const slug = known?.slug ?? (await find(services, tenantId, preset.id, label))?.slug ?? '';
      sandbox.setNotificationUrl(vendor, `/webhook/payment/${slug}`);
      if (!known) ids.push(connectionId);
      made.push({ connectionId, feature, vendor });
    }
    // What the owner mapped since is theirs.
    if (ids.length > 0 && ids.length === serving.length)
      await mapFeature(ctx, { feature, connectionIds: ids });
  }
  return made;
}

/** Presets that can serve it in the sandbox, those that can do most first, one for each vendor. */
function fitting(presets: ReadonlyMap<string, Preset>, { vendors }: SandboxFacts, feature: string) {
  const found = [...presets.values()].flatMap((preset) => {
    const root = preset.environments.simulator?.baseUrl.split('/')[1];
    const vendor = vendors.find(({ id }) => id === root);
    if (!vendor || !preset.features?.includes(feature as never)) return [];
    const values = valuesFor(preset, vendor.keys);
    const filled = preset.fields.every(({ key, required, env }) => !required || env || key in values);
    return filled ? [{ preset, vendor: vendor.id, keys: vendor.keys }] : [];
  });
  const verbs = ({ preset }: { preset: Preset }) => Object.keys(preset.operations).length;
  // What can be asked by our own number is best: then nothing is ever uncertain for long.
  const askable = ({ preset }: { preset: Preset }) =>
    JSON.stringify(preset.operations['payment.status']?.request ?? 'in.providerId').includes('in.providerId')
      ? 0
      : 10;
  found.sort((a, b) => verbs(b) + askable(b) - verbs(a) - askable(a));
  return found.filter(({ vendor }, index) => found.findIndex((one) => one.vendor === vendor) === index);
}

function valuesFor(preset: Preset, keys: Record<string, string>): Record<string, string | number | boolean> {
  const values: Record<string, string | number | boolean> = {};
  for (const field of preset.fields) {
    const value = keys[field.key] ?? field.default ?? (field.type === 'secret' ? undefined : field.example);
    if (value !== undefined && (field.env === undefined || field.env === 'simulator'))
      values[field.key] = value;
  }
  return values;
}

async function find({ db }: Pick<Services, 'db'>, tenantId: string, provider: string, label: string) {
  const [row] = await db.tenant(tenantId, (tx) =>
    tx
      .select({ connectionId: connection.id, slug: connection.slug })
      .from(connection)
      .where(
        and(
          eq(connection.tenantId, tenantId),
          eq(connection.provider, provider),
          eq(connection.label, label),
        ),
      ),
  );
  return row;
}
