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
  callOptions(target: { preset: Preset }): CallOptions;
  close(): Promise<void>;
}

export function openHubPorts(ports: {
  now: () => number;
  newId: () => string;
  publicUrl?: string | undefined;
  presets?: ReadonlyMap<string, Preset> | undefined;
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
    callOptions: ({ preset }) => {
      // Of this machine the engine lets calls reach the simulated providers only.
      const allowLoopback = hub.sandboxUrl !== '';
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
