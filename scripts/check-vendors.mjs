// Code names no vendor: their ids, titles and hosts belong to presets/ (and to the simulated vendors of sandbox/).
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './install.mjs';

const CODE = ['client', 'server', 'shared', 'e2e', 'bench', 'scripts'];
// What presets are called after besides their vendor: ways to pay, products that are everyday words, our own words.
const GENERIC = new Set(
  [
    ...['custom', 'khusus', 'payment', 'payments', 'pembayaran', 'intent', 'request', 'checkout', 'invoice'],
    ...['qris', 'qr', 'va', 'virtual', 'account', 'ewallet', 'wallet', 'wallets', 'dompet', 'card', 'kartu'],
    ...['recurring', 'subscription', 'langganan', 'link', 'page', 'halaman', 'bayar', 'debit', 'snap', 'bi'],
    ...[
      'hmac',
      'notifikasi',
      'notifications',
      'express',
      'api',
      'app',
      'www',
      'sandbox',
      'dashboard',
      'docs',
    ],
  ].map((word) => word.toLowerCase()),
);

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
if (process.argv.includes('--words')) console.log([...words].join(', '));
process.exitCode = found.length > 0 ? 1 : 0;

/** The id whole and in its parts, both titles, and the hosts of every environment with their own domain. */
function wordsOf({ id, title, environments = {} }) {
  const titles = [title?.id, title?.en].filter((text) => typeof text === 'string');
  const parts = [id, ...titles].flatMap((text) => text.split(/[^\p{L}\p{N}]+/u));
  const texts = Object.values(environments).flatMap(({ baseUrl, vars }) => [
    baseUrl,
    ...Object.values(vars ?? {}),
  ]);
  const hosts = texts.flatMap((text) => /^https:\/\/([a-z0-9.-]+)/i.exec(text)?.[1] ?? []);
  const domains = hosts.map((host) => host.split('.').slice(host.endsWith('.co.id') ? -3 : -2)[0]);
  const whole = [id, ...titles].filter((text) =>
    text.split(/[^\p{L}\p{N}]+/u).some((part) => !isGeneric(part)),
  );
  return [...whole, ...hosts, ...[...parts, ...domains].filter((word) => !isGeneric(word))];
}

function isGeneric(word) {
  return word.length < 3 || GENERIC.has(word.toLowerCase());
}

function linesNaming(path) {
  if (!/\.(ts|tsx|mjs|js|json|html|css|sql)$/.test(path)) return [];
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
