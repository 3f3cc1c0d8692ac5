import { useEffect, useState } from 'react';
import { openPrintDesk, type PrintDesk } from '../../devices/print-desk.ts';
import { createStore } from '../../local/store.ts';
import { useDevice } from '../device-context.ts';

/** The page's desk; null until it stands. Without it the till sells as ever, on the screen. */
export function usePrintDesk(): PrintDesk | null {
  const { local } = useDevice();
  const [desk, setDesk] = useState<PrintDesk | null>(null);
  useEffect(() => {
    let wanted = true;
    void openPrintDesk(local)
      .then((opened) => wanted && setDesk(opened))
      .catch((error: unknown) => console.error(error));
    return () => {
      wanted = false;
    };
  }, [local]);
  return desk;
}

/** Stands in for a store of the desk until there is one. */
export const nothingYet = createStore<readonly never[]>([]);
