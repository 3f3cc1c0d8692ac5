import type { Bench, Vendor } from './core/vendor.ts';
import { doku } from './doku/vendor.ts';
import { faspay } from './faspay/vendor.ts';
import { ipaymu } from './ipaymu/vendor.ts';
import { midtrans } from './midtrans/vendor.ts';
import { snap } from './snap/vendor.ts';
import { stripe } from './stripe/vendor.ts';
import { xendit } from './xendit/vendor.ts';

/** The simulated vendors, in the order of the control page. */
export function openVendors(bench: Bench): Vendor[] {
  return [
    midtrans(bench),
    xendit(bench),
    stripe(bench),
    doku(bench),
    snap(bench),
    ipaymu(bench),
    faspay(bench),
  ];
}
