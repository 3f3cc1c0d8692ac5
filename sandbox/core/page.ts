import { readFileSync } from 'node:fs';
import type { Reply } from './http.ts';
import { hash } from './text.ts';

const SCRIPT = asset('sandbox.js');
const STYLE = asset('sandbox.css');
const SCRIPT_TAG = hash('sha256', SCRIPT).slice(0, 8);
const STYLE_TAG = hash('sha256', STYLE).slice(0, 8);

/** HTML that is already safe. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Template tag: every value is escaped unless it is Html itself. */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Html {
  return new Html(parts.map((part, i) => part + (i < values.length ? shown(values[i]) : '')).join(''));
}

/** Indonesian first, English beneath it. */
export function two(id: string, en: string): Html {
  return html`<span lang="id">${id}</span> <small lang="en">${en}</small>`;
}

export function rupiah(amount: number | null): string {
  return amount === null ? 'Rp …' : `Rp ${String(amount).replace(/\B(?=(\d{3})+$)/g, '.')}`;
}

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob: mediastream:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

/** A whole page; scripts and styles are files of ours, so that nothing inline is needed. */
export function page(title: string, body: Html, status = 200): Reply {
  const document = html`<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/assets/sandbox.css?${STYLE_TAG}">
<script src="/assets/sandbox.js?${SCRIPT_TAG}" defer></script>
</head>
<body>
<header><nav aria-label="Sandbox"><a href="/control">Kendali <small lang="en">Control</small></a><a href="/phone">HP pelanggan <small lang="en">Customer’s phone</small></a></nav>
<p class="note">${two('Simulasi: tidak ada uang sungguhan.', 'Simulation: no real money.')}</p></header>
<main>${body}</main>
</body>
</html>`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CSP,
      'cache-control': 'no-store',
      // Without it the browser calls the buttons' origin `null`, and we would take them for another site's.
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
    body: document.text,
  };
}

/** Only web addresses become links: a shop may send anything as its return address. */
export function webAddress(text: string): string | null {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

function shown(value: unknown): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(shown).join('');
  if (value === null || value === undefined || value === false) return '';
  return String(value).replace(
    /[&<>"']/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[char] ?? char,
  );
}

function asset(name: string): string {
  return readFileSync(new URL(`../assets/${name}`, import.meta.url), 'utf8');
}

/** The script and the style that the pages link to; null for any other path. */
export function assetReply(path: string): Reply | null {
  const found = { '/assets/sandbox.js': SCRIPT, '/assets/sandbox.css': STYLE }[path];
  if (found === undefined) return null;
  const type = path.endsWith('.js') ? 'text/javascript' : 'text/css';
  return {
    status: 200,
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'max-age=31536000, immutable' },
    body: found,
  };
}
