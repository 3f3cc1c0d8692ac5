import { useEffect, useState } from 'react';
import { useStore } from '../../app/use-store.ts';
import { createStore } from '../../local/store.ts';

type Sheets = typeof import('./sheets.ts');

const sheets = createStore<Sheets | null>(null);
let loading: Promise<void> | undefined;

/**
 * The sheets of selling, null until their code is there; it is fetched when the till stands. Not React's lazy: that
 * draws even what is there already one turn later, and whoever pressed F4 is typing the amount by then.
 */
export function useSheets(wanted: boolean): Sheets | null {
  const loaded = useStore(sheets);
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  useEffect(() => {
    // What does not come is asked again when somebody wants it.
    load().catch((error: unknown) => wanted && setFailure({ error }));
  }, [wanted]);
  if (failure) throw failure.error;
  return loaded;
}

function load(): Promise<void> {
  loading ??= import('./sheets.ts').then(sheets.set, (error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
