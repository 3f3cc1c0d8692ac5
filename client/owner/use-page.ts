import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

/** The path without a trailing slash, and the query as text. */
export function usePage(): { path: string; query: Record<string, string | undefined> } {
  const location = useLocation();
  return {
    path: location.pathname.replace(/(.)\/+$/, '$1'),
    // The router makes a number of `1` and a truth of `true`.
    query: Object.fromEntries(
      Object.entries(location.search as Record<string, unknown>).map(([name, value]) => [
        name,
        String(value),
      ]),
    ),
  };
}

/** Goes to a page of this app by its path. */
export function useGo() {
  const navigate = useNavigate();
  return useCallback(
    (to: string, options: { search?: Record<string, string>; replace?: boolean } = {}) =>
      navigate({ to, search: options.search ?? {}, replace: options.replace ?? false } as never),
    [navigate],
  );
}
