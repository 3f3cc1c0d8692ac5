/**
 * Test helper: records every write, rename and flush below a folder, and afterwards builds the folder
 * a power cut at any of those moments could have left. What was flushed is there; of what was not,
 * each 512-byte sector is there or not by chance. Names behave as in a journalling file system: they
 * reach the disk in order, at the latest with the next flush of anything.
 *
 * Stricter than the loop device of scripts/powercut.ts, where a flush drags other files' data along,
 * and it runs everywhere.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';

type File = { changes: Change[]; flushes: number[] };
type Change = { at: number; size: number } | { at: number; offset: number; data: Buffer };
type NameChange = { at: number } & (
  | { file: File; path: string }
  | { folder: string }
  | { from: string; to: string }
  | { removed: string }
);

export type Recording = {
  /** The moment now; moments count file operations from 0. */
  now: () => number;
  stop: () => void;
  /** Writes to `target` what a power cut at `moment` leaves; flushes after `flushedUntil` count for nothing. */
  cut: (target: string, moment: number, random: () => number, options?: { flushedUntil?: number }) => void;
};

const sector = 512;

/** Starts recording. `root` must not exist yet. */
export function recordFolder(root: string): Recording {
  let clock = 0;
  const names: NameChange[] = [];
  const flushes: number[] = [];
  let live = new Map<string, File>();
  const open = new Map<number, File | 'folder'>();
  const real = { ...fs };
  const restores: (() => void)[] = [];
  const inside = (path: unknown): string | undefined => {
    const below = relative(resolve(root), resolve(String(path)));
    return below === '..' || below.startsWith(`..${sep}`) ? undefined : below;
  };
  const fileAt = (path: string): File => {
    const known = live.get(path);
    if (known) return known;
    const file: File = { changes: [], flushes: [] };
    live.set(path, file);
    names.push({ at: ++clock, file, path });
    return file;
  };
  const changed = (
    file: File | 'folder' | undefined,
    change: { size: number } | { offset: number; data: Buffer },
  ) => {
    if (file && file !== 'folder') file.changes.push({ at: ++clock, ...change });
  };
  const sizeOf = (size: unknown): number => Number(size ?? 0);

  // biome-ignore lint/suspicious/noExplicitAny: replaces functions of many signatures, passing arguments on as they are
  const replace = (name: keyof typeof fs, after: (args: any[], result: any) => void): void => {
    restores.push(() => Object.assign(fs, { [name]: real[name] }));
    // biome-ignore lint/suspicious/noExplicitAny: see above
    const original = real[name] as (...args: any[]) => any;
    // biome-ignore lint/suspicious/noExplicitAny: see above
    (fs as any)[name] = (...args: any[]) => {
      const result = original(...args);
      after(args, result);
      return result;
    };
  };
  replace('openSync', ([path, flags], handle) => {
    const below = inside(path);
    if (below === undefined) return;
    if (real.fstatSync(handle).isDirectory()) return void open.set(handle, 'folder');
    const file = fileAt(below);
    open.set(handle, file);
    if (typeof flags === 'number' && flags & fs.constants.O_TRUNC) changed(file, { size: 0 });
  });
  replace('closeSync', ([handle]) => void open.delete(handle));
  replace('writeSync', ([handle, buffer, from, length, offset], written) => {
    if (!open.has(handle)) return;
    if (typeof offset !== 'number') throw new Error('a write without a position is not recorded');
    changed(open.get(handle), {
      offset,
      data: Buffer.from(buffer.subarray(from, from + Math.min(length, written))),
    });
  });
  replace('writeFileSync', ([path, content]) => {
    const below = inside(path);
    if (below === undefined) return;
    const file = fileAt(below);
    changed(file, { size: 0 });
    changed(file, { offset: 0, data: Buffer.from(content) });
  });
  replace('ftruncateSync', ([handle, size]) => changed(open.get(handle), { size: sizeOf(size) }));
  replace('truncateSync', ([path, size]) => changed(live.get(inside(path) ?? ''), { size: sizeOf(size) }));
  replace('fsyncSync', ([handle]) => {
    const file = open.get(handle);
    if (!file) return;
    flushes.push(++clock);
    if (file !== 'folder') file.flushes.push(clock);
  });
  replace('mkdirSync', ([path]) => {
    const folder = inside(path);
    if (folder !== undefined) names.push({ at: ++clock, folder });
  });
  replace('renameSync', ([oldPath, newPath]) => {
    const [from, to] = [inside(oldPath), inside(newPath)];
    if (from === undefined || to === undefined) return;
    names.push({ at: ++clock, from, to });
    live = renamed(live, from, to);
  });
  for (const name of ['unlinkSync', 'rmdirSync', 'rmSync'] as const) {
    replace(name, ([path]) => {
      const removed = inside(path);
      if (removed === undefined) return;
      names.push({ at: ++clock, removed });
      live = without(live, removed);
    });
  }
  syncBuiltinESMExports();

  const cut: Recording['cut'] = (target, moment, random, { flushedUntil = moment } = {}) => {
    const lastFlush = flushes.findLast((at) => at <= Math.min(moment, flushedUntil)) ?? 0;
    const namesUntil = lastFlush + Math.floor(random() * (moment - lastFlush + 1));
    // Nothing, everything, or any mixture of what was not flushed.
    const share = [0, 0.5, 1][Math.floor(random() * 3)] ?? 0;
    let files = new Map<string, File>();
    let folders = new Map<string, true>();
    for (const change of names) {
      if (change.at > namesUntil) break;
      if ('file' in change) files.set(change.path, change.file);
      else if ('folder' in change) folders.set(change.folder, true);
      else if ('removed' in change) {
        files = without(files, change.removed);
        folders = without(folders, change.removed);
      } else {
        files = renamed(files, change.from, change.to);
        folders = renamed(folders, change.from, change.to);
      }
    }
    fs.mkdirSync(target, { recursive: true });
    for (const folder of folders.keys()) fs.mkdirSync(join(target, folder), { recursive: true });
    for (const [path, file] of files) {
      fs.mkdirSync(dirname(join(target, path)), { recursive: true });
      fs.writeFileSync(
        join(target, path),
        contentAfterCut(file, moment, flushedUntil, () => random() < share),
      );
    }
  };
  const stop = (): void => {
    for (const restore of restores) restore();
    syncBuiltinESMExports();
  };
  return { now: () => clock, stop, cut };
}

function contentAfterCut(file: File, moment: number, flushedUntil: number, kept: () => boolean): Buffer {
  const lastFlush = file.flushes.findLast((at) => at <= Math.min(moment, flushedUntil)) ?? 0;
  let content: Buffer = Buffer.alloc(0);
  for (const change of file.changes) {
    if (change.at > moment) break;
    const certain = change.at <= lastFlush;
    if ('size' in change) {
      if (certain || kept()) content = resized(content, change.size);
      continue;
    }
    const { offset, data } = change;
    for (let from = 0; from < data.length; ) {
      const to = Math.min(data.length, (Math.floor((offset + from) / sector) + 1) * sector - offset);
      if (certain) {
        content = resized(content, Math.max(content.length, offset + data.length));
        data.copy(content, offset);
        break;
      }
      if (kept()) {
        content = resized(content, Math.max(content.length, offset + to));
        data.copy(content, offset + from, from, to);
      }
      from = to;
    }
  }
  return content;
}

/** Keeps spare room behind the buffer, or a file written sector by sector would be copied as often. */
function resized(content: Buffer, size: number): Buffer {
  if (size === content.length) return content;
  if (size > content.length && size <= content.buffer.byteLength) {
    const grown = Buffer.from(content.buffer, 0, size);
    grown.fill(0, content.length);
    return grown;
  }
  // An ArrayBuffer of its own: small Buffers share one.
  const copy = Buffer.from(new ArrayBuffer(Math.max(size * 2, 8192)), 0, size);
  content.copy(copy, 0, 0, size);
  return copy;
}

function without<V>(entries: Map<string, V>, removed: string): Map<string, V> {
  return new Map([...entries].filter(([path]) => path !== removed && !path.startsWith(removed + sep)));
}

function renamed<V>(entries: Map<string, V>, from: string, to: string): Map<string, V> {
  const kept = without(entries, to);
  return new Map(
    [...kept].map(([path, value]) => [
      path === from || path.startsWith(from + sep) ? to + path.slice(from.length) : path,
      value,
    ]),
  );
}
