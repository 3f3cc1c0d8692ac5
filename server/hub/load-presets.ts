import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Preset, parsePreset } from './preset.ts';

/** The presets of a folder, by id. A file that is no preset stops the start: it is part of the program. */
export function loadPresets(folder: string): Map<string, Preset> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return new Map(
    files.sort().map((name) => {
      const parsed = parsePreset(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      if (!parsed.ok)
        throw new Error(
          `${name}: ${parsed.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
        );
      if (name !== `${parsed.preset.id}.json`)
        throw new Error(`${name} holds the preset ${parsed.preset.id}`);
      return [parsed.preset.id, parsed.preset];
    }),
  );
}
