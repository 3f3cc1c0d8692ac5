// Runs dependency-cruiser with the rules in .dependency-cruiser.mjs.
// It reads TypeScript through the compiler's JavaScript API, which TypeScript 7 no longer has,
// so its `typescript` is answered with the last version that does.
import { registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

registerHooks({
  resolve(specifier, context, next) {
    const fromCruiser = context.parentURL?.includes('/node_modules/dependency-cruiser/');
    const swapped = fromCruiser
      ? specifier.replace(/^typescript(?=$|\/)/, '@typescript/typescript6')
      : specifier;
    return next(swapped, context);
  },
});

const folders = ['client', 'server', 'shared', 'sandbox', 'presets', 'e2e', 'bench'];
const args = process.argv.slice(2);
process.argv = [
  ...process.argv.slice(0, 2),
  ...['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long'],
  ...(args.length > 0 ? args : await existing(folders)),
];
await import(
  pathToFileURL(join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')).href
);

async function existing(names) {
  const { existsSync } = await import('node:fs');
  return names.filter((name) => existsSync(join(root, name)));
}
