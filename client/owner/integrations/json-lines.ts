/** JSON with the line on which each part begins, by its path (`fields.0.key`); `''` is the whole. Lines from 1. */
export type ParsedText =
  | { ok: true; value: unknown; lines: ReadonlyMap<string, number> }
  | { ok: false; line: number; problem: string };

/** Reads JSON and remembers where everything stands, so that a fault can be shown at its line. Never throws. */
export function parsePresetText(text: string): ParsedText {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value, lines: linesOf(text) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ok: false, line: lineOfFault(text), problem: problem.slice(0, 160) };
  }
}

/** The line of a path, or of the nearest part around it that is there (a missing key has none of its own). */
export function lineOf(lines: ReadonlyMap<string, number>, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(path.slice(0, length).join('.'));
    if (line !== undefined) return line;
  }
  return lines.get('') ?? 1;
}

const TOKEN = /"(?:[^"\\\p{Cc}]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]|\s+/guy;

/** Walks text that is known to be JSON. */
function linesOf(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  // What is open: an object with the key that comes, or an array with its index.
  const open: ({ key: string | null } | { index: number })[] = [];
  let line = 1;
  const path = () => open.map((one) => ('index' in one ? one.index : (one.key ?? ''))).join('.');
  for (const [token] of text.matchAll(TOKEN)) {
    const top = open.at(-1);
    if (/^\s/.test(token)) {
      line += token.split('\n').length - 1;
      continue;
    }
    if (token === '}' || token === ']') open.pop();
    else if (token === ',') {
      if (top && 'index' in top) top.index += 1;
      else if (top) top.key = null;
    } else if (token !== ':') {
      if (top && 'key' in top && top.key === null) {
        top.key = JSON.parse(token) as string;
        lines.set(path(), line);
        continue;
      }
      if (!lines.has(path())) lines.set(path(), line);
      if (token === '{') open.push({ key: null });
      if (token === '[') open.push({ index: 0 });
    }
  }
  return lines;
}

/** Browsers name the place in different ways: the longest beginning that could still become JSON says it for all. */
function lineOfFault(text: string): number {
  let [from, to] = [0, text.length];
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if (couldBegin(text.slice(0, middle))) from = middle;
    else to = middle - 1;
  }
  return text.slice(0, from).split('\n').length;
}

/** Whether some ending makes JSON of this beginning. */
function couldBegin(text: string): boolean {
  type Open = { close: '}' | ']'; at: 'start' | 'key' | 'colon' | 'value' | 'after' };
  const open: Open[] = [];
  let done = false;
  TOKEN.lastIndex = 0;
  let end = 0;
  const value = (): boolean => {
    const top = open.at(-1);
    if (!top) return !done;
    return top.close === ']' ? top.at === 'start' || top.at === 'value' : top.at === 'value';
  };
  const valueCame = () => {
    const top = open.at(-1);
    if (top) top.at = 'after';
    else done = true;
  };
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    end = TOKEN.lastIndex;
    const [token] = match;
    const top = open.at(-1);
    if (/^\s/.test(token)) continue;
    if (token === '{' || token === '[') {
      if (!value()) return false;
      open.push({ close: token === '{' ? '}' : ']', at: 'start' });
    } else if (token === '}' || token === ']') {
      if (top?.close !== token || (top.at !== 'start' && top.at !== 'after')) return false;
      open.pop();
      valueCame();
    } else if (token === ',') {
      if (top?.at !== 'after') return false;
      top.at = top.close === '}' ? 'key' : 'value';
    } else if (token === ':') {
      if (top?.at !== 'colon') return false;
      top.at = 'value';
    } else if (top?.close === '}' && (top.at === 'start' || top.at === 'key')) {
      if (!token.startsWith('"')) return false;
      top.at = 'colon';
    } else {
      if (!value()) return false;
      valueCame();
    }
  }
  // What is left is the beginning of a text or of a word.
  const rest = text.slice(end);
  return /^$|^"(?:[^"\\\p{Cc}]|\\.)*\\?$|^-$/u.test(rest) || /^(t(ru?)?|f(a(ls?)?)?|n(ul?)?)$/.test(rest);
}
