import { type Role, roleAtLeast } from './roles.ts';

/**
 * What the outlet can reserve for a role, and the least role that may without asking when the owner has not said
 * otherwise. Whoever may not asks for the PIN of one who may.
 */
export const DEFAULT_PERMISSIONS = {
  discountLine: 'cashier',
  discountCart: 'cashier',
  discountOverLimit: 'manager',
  priceOverride: 'manager',
  openPrice: 'cashier',
  zeroPrice: 'manager',
  sellBelowZero: 'manager',
  sellOnDebt: 'cashier',
  debtOverLimit: 'manager',
  refund: 'manager',
  /** of a sale that is not known on this device */
  refundWithoutSale: 'manager',
  void: 'manager',
  reprint: 'cashier',
  cashIn: 'cashier',
  cashOut: 'manager',
  openDrawer: 'manager',
  closeShiftOverVariance: 'manager',
  viewExpectedCash: 'manager',
  customerPayment: 'cashier',
  editCustomer: 'cashier',
  editProduct: 'manager',
  stockCount: 'cashier',
  /** receiving, transfer, waste */
  stockDocument: 'manager',
} as const satisfies Record<string, Role>;

export type Action = keyof typeof DEFAULT_PERMISSIONS;
export const ACTIONS = Object.keys(DEFAULT_PERMISSIONS) as Action[];

/** Whether `role` may do it without anybody's approval. */
export function allowed(
  action: Action,
  role: Role,
  settings: { permissions: Partial<Readonly<Record<Action, Role>>> },
): boolean {
  return roleAtLeast(role, settings.permissions[action] ?? DEFAULT_PERMISSIONS[action]);
}
