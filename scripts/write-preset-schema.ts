// Writes docs/preset.schema.json from the schema that the program itself uses.
import { writeFileSync } from 'node:fs';
import { presetJsonSchema } from '../server/hub/preset-json-schema.ts';

const file = new URL('../docs/preset.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(presetJsonSchema(), null, 2)}\n`);
