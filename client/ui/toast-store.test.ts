import { afterEach, expect, test } from 'vitest';
import { actOnToast, currentToasts, dismissToast, showToast, subscribeToToasts } from './toast-store.ts';

afterEach(() => {
  for (const toast of currentToasts()) dismissToast(toast.id);
});

test('an action runs once, however often it is pressed', () => {
  let undone = 0;
  const id = showToast({ message: 'Dihapus', actionLabel: 'Urungkan', onAction: () => (undone += 1) });
  actOnToast(id);
  actOnToast(id);
  expect(undone).toBe(1);
  expect(currentToasts()).toEqual([]);
});

test('only the newest three stay', () => {
  for (const message of ['a', 'b', 'c', 'd']) showToast({ message });
  expect(currentToasts().map((toast) => toast.message)).toEqual(['b', 'c', 'd']);
});

test('listeners hear of a change, and of nothing when an unknown toast is dismissed', () => {
  let heard = 0;
  const stop = subscribeToToasts(() => (heard += 1));
  showToast({ message: 'a' });
  dismissToast(-1);
  stop();
  showToast({ message: 'b' });
  expect(heard).toBe(1);
});

test('a message with something to undo stays longer', () => {
  showToast({ message: 'a' });
  showToast({ message: 'b', onAction: () => {} });
  const [short, long] = currentToasts();
  expect(long?.durationMs).toBeGreaterThan(short?.durationMs ?? 0);
});
