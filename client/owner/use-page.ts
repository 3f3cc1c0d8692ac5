import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

/** The path without a trailing slash, and the query as text. */
export function usePage(): { path: string; query: Record<string, string | undefined> } {
  const location = useLocation();
  return {
    path: location.pathname.replace(/(.)\/+$/, '$1'),
    query: location.search as Record<string, string | undefined>,
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
