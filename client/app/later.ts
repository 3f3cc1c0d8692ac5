import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

type Load<Part> = () => Promise<Part>;

const loads: Load<unknown>[] = [];

/**
 * A part of a room that is not needed to start it: its code comes when it is drawn, or when the room rests
 * (`fetchLater`), so that it is there when the network or the version it belongs to has gone.
 */
export function later<Props>(load: Load<{ default: ComponentType<Props> }>) {
  loads.push(load);
  return lazy(load as Load<{ default: ComponentType }>) as unknown as LazyExoticComponent<
    ComponentType<Props>
  >;
}

/** Runs `work` when nothing else wants the processor. */
export const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1_000));

/** Fetches every part named so far; call when the first screen stands. One that does not come is asked again when drawn. */
export async function fetchLater(): Promise<void> {
  // One after the other: whoever works with the first screen has the network and the processor first.
  for (const load of loads.splice(0)) {
    await new Promise((resolve) => idle(resolve));
    await load().catch(() => {});
  }
}
