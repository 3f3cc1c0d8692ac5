import { z } from 'zod';
import { presetSchema } from './preset.ts';

/** The preset format as JSON Schema, for editors; templates and expressions are checked by the program alone. */
export function presetJsonSchema(): unknown {
  return z.toJSONSchema(presetSchema, { io: 'input', reused: 'ref' });
}
