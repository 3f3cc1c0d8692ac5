/** The open sheets, topmost last. Whatever stands outside the topmost is inert, toasts too unless they move in. */
let hosts: readonly HTMLElement[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly HTMLElement[]): void {
  hosts = next;
  for (const listener of listeners) listener();
}

/** Announces an open modal; call what it returns when it closes. */
export function enterModal(host: HTMLElement): () => void {
  publish([...hosts, host]);
  return () => publish(hosts.filter((candidate) => candidate !== host));
}

export function subscribeToModals(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function topmostModal(): HTMLElement | undefined {
  return hosts.at(-1);
}
