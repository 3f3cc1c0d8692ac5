import { fsyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type StreamOps = {
  fsync?: (stream: { nfd: number }) => number;
};
type EmscriptenModule = {
  FS: { ErrnoError: new (errno: number) => Error };
  NODEFS: { stream_ops: StreamOps };
};

const EIO = 29; // in Emscripten's numbering

/**
 * PGlite's folder file system with an fsync that reaches the disk.
 *
 * Emscripten's NODEFS has no stream operation `fsync`, and `fd_sync` calls it only if it is there:
 * without this class Postgres believes in an fsync that never happened. `fdatasync` does nothing at
 * all in Emscripten, hence `wal_sync_method=fsync` in the start parameters.
 */
export class DurableNodeFs extends NodeFS {
  readonly #onClosed: () => void;

  constructor(folder: string, onClosed: () => void) {
    super(folder);
    this.#onClosed = onClosed;
  }

  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const wireFsync = (mod: unknown) => addFsync(mod as EmscriptenModule);
    return {
      emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), wireFsync] },
    };
  }

  /** Also to be called after a failed start, which leaves its files open otherwise. */
  override async closeFs(): Promise<void> {
    try {
      if (this.pg?.Module) await super.closeFs();
    } finally {
      this.#onClosed();
    }
  }
}

function addFsync({ FS, NODEFS }: EmscriptenModule): void {
  // After a failed fsync the kernel may have dropped the pages and report success the next time:
  // from the first failure on, every fsync of this process fails.
  let failed = false;
  NODEFS.stream_ops.fsync = ({ nfd }) => {
    if (failed) throw new FS.ErrnoError(EIO);
    try {
      fsyncSync(nfd);
    } catch {
      failed = true;
      throw new FS.ErrnoError(EIO);
    }
    return 0;
  };
}
