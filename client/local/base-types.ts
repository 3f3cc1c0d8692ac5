import type { ProductExtras } from '../../shared/catalogue/product-extras.ts';
import type { Rupiah } from '../../shared/money.ts';
import type { Role } from '../../shared/roles.ts';
import type { RefusalCode } from '../../shared/sync/contract.ts';
import type { TaxClass } from '../../shared/sync/sale-record.ts';

export interface StaffMember {
  id: string;
  name: string;
  role: Role;
  active: boolean;
}

export interface Product extends ProductExtras {
  id: string;
  sku: string;
  barcodes: readonly string[];
  name: string;
  categoryId: string | null;
  unit: string;
  price: Rupiah;
  taxClass: TaxClass;
  /** bytes at `/pictures/{pictureId}` */
  pictureId: string | null;
}

/** `local`: on this device; `sent`: a request with it has left; `confirmed`: the server stored it; `refused`: set aside. */
export type SaleState = 'local' | 'sent' | 'confirmed' | 'refused';

/** Why the server set a record aside. */
export interface RecordRefusal {
  code: RefusalCode;
  field?: string;
  /** the server's words, English */
  message: string;
}
