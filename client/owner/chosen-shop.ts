import { createStore } from '../local/store.ts';

const KEY = 'gerai.owner.shop';

/** Which of the person's shops this browser looks at; null: the first. Every call carries it. */
export const chosenShop = createStore<string | null>(remembered());

export function chooseShop(tenantId: string | null): void {
  chosenShop.set(tenantId);
  try {
    if (tenantId === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, tenantId);
  } catch {
    // Forgotten at the next visit, nothing else.
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
