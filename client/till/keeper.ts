/** Saves one after the other and skips what has been overtaken meanwhile. */
export function keeper(save: (state: unknown) => Promise<void>): (state: unknown) => void {
  let waiting: { state: unknown } | null = null;
  let running = false;
  async function run() {
    running = true;
    while (waiting) {
      const { state } = waiting;
      waiting = null;
      await save(state);
    }
    running = false;
  }
  return (state) => {
    waiting = { state };
    if (!running) void run();
  };
}
