import { useQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { Role } from '../../shared/roles.ts';
import { useTRPC } from './trpc.ts';

/** The shop that the screens are about, and who looks at it. */
export interface Shop {
  tenantId: string;
  name: string;
  role: Role;
  /** the person's own row among the staff */
  staffId: string;
  user: { id: string; name: string; email: string; superAdmin: boolean };
  shops: { tenantId: string; tenantName: string }[];
}

export const ShopContext = createContext<Shop | null>(null);

/** Only below the signed-in frame. */
export function useShop(): Shop {
  const shop = use(ShopContext);
  if (!shop) throw new Error('outside of a shop');
  return shop;
}

/** Who is signed in, and whether the installation waits for its first visitor. */
export function useAccount() {
  const trpc = useTRPC();
  return useQuery(trpc.accounts.state.queryOptions(undefined, { staleTime: 60_000 }));
}
