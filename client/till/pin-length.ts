/** A PIN has four to eight digits (T6). */
export const MIN_PIN = 4;
export const MAX_PIN = 8;

const KEY = 'gerai.pinLengths';

/** How many digits a person's PIN had when it last was right on this device, so that it can sign in by itself. */
export function knownPinLength(staffId: string): number | null {
  const length = read()[staffId];
  return typeof length === 'number' && length >= MIN_PIN && length <= MAX_PIN ? length : null;
}

export function rememberPinLength(staffId: string, length: number): void {
  write({ ...read(), [staffId]: length });
}

/** A wrong PIN may mean that it was changed: then waiting for the old length would wait for ever. */
export function forgetPinLength(staffId: string): void {
  const { [staffId]: _, ...others } = read();
  write(others);
}

function read(): Record<string, unknown> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

function write(lengths: Record<string, unknown>) {
  try {
    localStorage.setItem(KEY, JSON.stringify(lengths));
  } catch {
    // Without it the pause decides.
  }
}
