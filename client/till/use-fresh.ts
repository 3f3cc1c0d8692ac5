import { useEffect, useState } from 'react';

/** What `load` last brought; loads again whenever `load` or one of `when` is another one. undefined until the first time. */
export function useFresh<T>(load: () => Promise<T>, ...when: unknown[]): T | undefined {
  const [value, setValue] = useState<T>();
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  useEffect(() => {
    let current = true;
    load().then(
      (loaded) => current && setValue(loaded),
      (error: unknown) => current && setFailure({ error }),
    );
    return () => {
      current = false;
    };
  }, [load, ...when]);
  if (failure) throw failure.error;
  return value;
}
