/** A passing message with at most one action, usually undo: we undo instead of asking first. */
export type Toast = {
  id: number;
  message: string;
  tone: 'neutral' | 'ok' | 'warning' | 'risk';
  actionLabel?: string;
  onAction?: () => void;
  durationMs: number;
};

export type ToastInput = Pick<Toast, 'message'> & Partial<Omit<Toast, 'id' | 'message'>>;

/** Older ones leave first: the screen belongs to the sale. */
const shownAtMost = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a message; returns its id for `dismissToast`. Longer by default where there is something to undo. */
export function showToast(input: ToastInput): number {
  lastId += 1;
  const toast: Toast = { tone: 'neutral', durationMs: input.onAction ? 8_000 : 4_000, ...input, id: lastId };
  publish([...toasts, toast].slice(-shownAtMost));
  return lastId;
}

export function dismissToast(id: number): void {
  if (toasts.some((toast) => toast.id === id)) publish(toasts.filter((toast) => toast.id !== id));
}

/** Runs the toast's action once and takes it away. */
export function actOnToast(id: number): void {
  const toast = toasts.find((candidate) => candidate.id === id);
  if (!toast) return;
  dismissToast(id);
  toast.onAction?.();
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}
