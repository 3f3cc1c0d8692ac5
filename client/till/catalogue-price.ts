import type { Rupiah } from '../../shared/money.ts';
import type { ProductUnit } from '../local/day-types.ts';
import type { Product } from '../local/types.ts';
import type { CartLine, CartProduct } from './cart.ts';

/** What the catalogue asks for one `unit` (null: the base unit) in a price list (null: the usual prices). */
export function catalogueUnitPrice(
  product: Product,
  unit: ProductUnit | null,
  priceListId: string | null,
): Rupiah {
  if (unit) return unit.price;
  return (priceListId === null ? undefined : product.prices?.[priceListId]) ?? product.price;
}

/** A product as a line keeps it. */
export function cartProduct(
  product: Product,
  unit: ProductUnit | null,
  priceListId: string | null,
): CartProduct {
  const { id, sku, name, taxClass, categoryId, memberPrice } = product;
  return {
    productId: id,
    sku,
    name: product.variant && !name.includes(product.variant) ? `${name} ${product.variant}` : name,
    unit: unit?.name ?? product.unit,
    unitPrice: catalogueUnitPrice(product, unit, priceListId),
    taxClass,
    categoryId,
    ...(unit ? { factorMilli: unit.factorMilli } : memberPrice !== undefined && { memberPrice }),
  };
}

/** What the catalogue asks for this line's product and unit today; undefined when it is no longer sold. */
export function priceNow(
  line: CartLine,
  productById: (productId: string) => Product | undefined,
  priceListId: string | null,
): Rupiah | undefined {
  const product = line.productId === null ? undefined : productById(line.productId);
  if (!product || product.openPrice) return undefined;
  const unit = line.factorMilli === undefined ? null : product.units?.find(({ name }) => name === line.unit);
  return unit === undefined ? undefined : catalogueUnitPrice(product, unit, priceListId);
}
