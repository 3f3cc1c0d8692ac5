import type { Clock } from './clock.ts';
import type { Deliveries } from './deliveries.ts';
import type { Call, Reply, Router } from './http.ts';
import type { Book } from './payable.ts';
import type { Switches } from './trouble.ts';

/** What the sandbox lends to each vendor. */
export interface Bench {
  clock: Clock;
  book: Book;
  deliveries: Deliveries;
  switches: (vendor: string) => Switches;
  /** the root that the vendor's paths hang below, without a slash at the end */
  root: (vendor: string) => string;
  /** what the shop has entered in the vendor's dashboard; null when nothing */
  notificationUrl: (vendor: string) => string | null;
}

/** The answers a vendor gives when it is in trouble, in its own shape. */
export type VendorTrouble = 'error_500' | 'rate_limited' | 'error_in_200';

export interface Vendor {
  id: string;
  title: string;
  /** the public test credentials, by the names the vendor uses */
  keys: Record<string, string>;
  /** what the shop's software calls */
  api: Router;
  /** what the buyer's browser opens; no trouble is made here */
  pages: Router;
  notFound: (call: Call) => Reply;
  trouble: (kind: VendorTrouble) => Reply;
  clear: () => void;
}
