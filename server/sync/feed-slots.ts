/** Live feeds that one caller may have open on a process: a few tabs, not a stranger's thousand (T4). */
export const MAX_FEEDS = { device: 4, user: 8 } as const;

type End = () => void;
const openFeeds = new WeakMap<object, Map<string, Set<End>>>();

/**
 * Takes a place for a feed of `caller` on this process (`process`: what lives as long). Beyond `max` the caller's oldest
 * feed is ended. Returns what gives the place back.
 */
export function takeFeedSlot(process: object, caller: string, max: number, end: End): () => void {
  const callers = openFeeds.get(process) ?? new Map<string, Set<End>>();
  openFeeds.set(process, callers);
  const feeds = callers.get(caller) ?? new Set<End>();
  callers.set(caller, feeds);
  feeds.add(end);
  for (const oldest of feeds) {
    if (feeds.size <= max) break;
    feeds.delete(oldest);
    oldest();
  }
  return () => {
    feeds.delete(end);
    if (feeds.size === 0 && callers.get(caller) === feeds) callers.delete(caller);
  };
}
