// Code names no vendor: their ids, titles and hosts belong to presets/ (and to the simulated vendors of sandbox/).
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './install.mjs';

const CODE = ['client', 'server', 'shared', 'e2e', 'bench', 'scripts'];
const presetFiles = filesBelow(join(root, 'presets')).filter((path) => path.endsWith('.json'));
if (presetFiles.length === 0) {
  console.log('Vendor names: presets/ is empty, nothing to look for.');
  process.exit();
}

const words = new Set(presetFiles.flatMap((path) => wordsOf(JSON.parse(readFileSync(path, 'utf8')))));
const escaped = [...words].map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
const named = new RegExp(`(?<![\\p{L}\\p{N}])(${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'iu');

const found = CODE.flatMap((folder) => filesBelow(join(root, folder))).flatMap(linesNaming);
for (const line of found) console.error(line);
if (found.length > 0)
  console.error(`${found.length} lines name a vendor: move that knowledge into presets/.`);
process.exitCode = found.length > 0 ? 1 : 0;

function wordsOf({ id, title, hosts = [] }) {
  return [id, title, ...hosts].filter((word) => typeof word === 'string' && word.length > 2);
}

function linesNaming(path) {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    const word = named.exec(line)?.[1];
    return word ? [`${relative(root, path)}:${index + 1}: names "${word}"`] : [];
  });
}

function filesBelow(folder) {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}
