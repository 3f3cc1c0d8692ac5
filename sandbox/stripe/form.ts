import type { Json } from '../core/http.ts';

/** Reads `a[b][0][c]=1` into nested objects and arrays; every leaf stays text. */
export function readForm(text: string): Json {
  const out: Json = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const keys = name.split('[').map((key) => key.replace(/\]$/, ''));
    if (keys.some((key) => key === '__proto__' || key === 'constructor' || key === 'prototype')) continue;
    put(out, keys, value);
  }
  return withArrays(out) as Json;
}

function put(target: Json, [key = '', ...rest]: string[], value: string): void {
  const name = key === '' ? String(Object.keys(target).length) : key;
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const inner = target[name];
  const next: Json = typeof inner === 'object' && inner !== null ? (inner as Json) : {};
  target[name] = next;
  put(next, rest, value);
}

function withArrays(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withArrays(inner)] as const);
  const isList = entries.length > 0 && entries.every(([key], i) => key === String(i));
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
