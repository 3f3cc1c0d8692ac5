import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Dispatcher } from 'undici';
import type { CallOptions } from '../hub/call-target.ts';
import { createEgress } from '../hub/egress.ts';
import { type CallLimits, createCallLimits } from '../hub/limits.ts';
import { loadPresets } from '../hub/load-presets.ts';
import { type Preset, shapeHash } from '../hub/preset.ts';
import { createTokenCache } from '../hub/token-cache.ts';

/** What calls to providers share in this process. */
export interface HubPorts {
  presets: ReadonlyMap<string, Preset>;
  shapeHashes: ReadonlyMap<string, string>;
  /** where providers reach us, such as https://kasir.example; empty: nobody said */
  publicUrl: string;
  /** address of the simulated providers when they run; empty: they do not */
  sandboxUrl: string;
  callOptions(target: { environment: string; preset: Preset }): CallOptions;
  close(): Promise<void>;
}

/** The environment that speaks with the simulated providers. */
const SIMULATOR = 'simulator';

/** A preset that an owner wrote must not reach this machine's other ports by calling them a simulator. */
function speaksToSimulatorOnly(preset: Preset): boolean {
  const requests = [preset.test, ...Object.values(preset.operations), preset.auth] as {
    request?: { baseUrl?: string };
  }[];
  return [preset.environments[SIMULATOR]?.baseUrl, ...requests.map(({ request }) => request?.baseUrl)].every(
    (baseUrl) => baseUrl === undefined || /^\{\{env\.sandboxUrl\}\}(\/|$)/.test(baseUrl),
  );
}

export function openHubPorts(ports: {
  now: () => number;
  newId: () => string;
  publicUrl?: string | undefined;
  presets?: ReadonlyMap<string, Preset> | undefined;
  allowLoopback?: boolean | undefined;
}): HubPorts {
  const folder = fileURLToPath(new URL('../../presets', import.meta.url));
  const presets = ports.presets ?? (existsSync(folder) ? loadPresets(folder) : new Map<string, Preset>());
  const tokenCache = createTokenCache();
  const limits: CallLimits = createCallLimits(ports.now);
  // Each way out keeps its own sockets; most processes need one.
  const ways = new Map<string, Dispatcher>();
  const wayOut = (allowLoopback: boolean, allowLan: boolean) => {
    const name = `${allowLoopback} ${allowLan}`;
    const way = ways.get(name) ?? createEgress({ allowLoopback, allowLan });
    ways.set(name, way);
    return way;
  };
  const hub: HubPorts = {
    presets,
    shapeHashes: new Map([...presets].map(([id, preset]) => [id, shapeHash(preset)])),
    publicUrl: ports.publicUrl ?? '',
    sandboxUrl: '',
    callOptions: ({ environment, preset }) => {
      const allowLoopback =
        ports.allowLoopback === true ||
        (environment === SIMULATOR && hub.sandboxUrl !== '' && speaksToSimulatorOnly(preset));
      return {
        now: ports.now,
        uuid: ports.newId,
        tokenCache,
        limits,
        dispatcher: wayOut(allowLoopback, preset.format === 'lan_json'),
        allowLoopback,
      };
    },
    close: async () => {
      for (const way of ways.values()) await way.close();
    },
  };
  return hub;
}
