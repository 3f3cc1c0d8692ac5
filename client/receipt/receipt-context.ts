import type { ReceiptContext } from '../../shared/receipt/context.ts';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import type { LocalStore } from '../local/types.ts';

const COPIES_LOOKED_AT = 1_000;

/** Everything paper needs beside the record, as this device knows it now; works without a network. */
export async function receiptContext(
  local: LocalStore,
  sale: Pick<SaleRecord, 'id' | 'staffId' | 'customerId'>,
  reprint: boolean,
): Promise<ReceiptContext> {
  const { receipt } = local.outletSettings.get();
  const identity = local.identity.get();
  const [copies, known, customer] = await Promise.all([
    reprint ? copiesSoFar(local, sale.id) : 0,
    reprint ? local.saleForRefund(sale.id) : undefined,
    sale.customerId ? local.customers.get(sale.customerId) : undefined,
  ]);
  return {
    shop: {
      name: receipt.shopName || identity?.tenantName || '',
      address: [identity?.outlet.name, identity?.outlet.address].filter(Boolean).join(', '),
      npwp: receipt.npwp || undefined,
      header: receipt.header,
      footer: receipt.footer,
      logo: receipt.logoPictureId !== undefined,
      showTax: receipt.showTaxLine,
    },
    language: 'id',
    timeZone: identity?.outlet.timeZone ?? 'Asia/Jakarta',
    cashier: local.staff.get().find(({ id }) => id === sale.staffId)?.name ?? '',
    customer: customer && {
      name: customer.customer.name,
      phone: customer.customer.phone,
      address: customer.customer.address,
      debt: customer.customer.debt,
      deposit: customer.customer.balance,
    },
    copy: reprint ? copies + 1 : 0,
    voided: known?.voided ?? false,
  };
}

/** Each copy leaves an entry in the device's chain of audit entries: they count the next one. */
async function copiesSoFar(local: LocalStore, saleId: string): Promise<number> {
  const entries = await local.recentRecords('audit', COPIES_LOOKED_AT);
  return entries.filter(({ record }) => record.action === 'reprint' && record.target === saleId).length;
}
