import { useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

/**
 * What a room is open at, kept in the address (`?sale=…`), so that Back goes from the part to the list; null: the list.
 */
export function usePart(name: string): [string | null, (id: string | null) => void] {
  const search = useLocation({ select: (location) => location.searchStr });
  const path = useLocation({ select: ({ pathname }) => pathname });
  const navigate = useNavigate();
  const open = useCallback(
    (id: string | null) => {
      const query = id === null ? '' : `?${new URLSearchParams({ [name]: id })}`;
      void navigate({ href: `${path}${query}` });
    },
    [name, navigate, path],
  );
  return [new URLSearchParams(search).get(name), open];
}
