import { z } from 'zod';
import { managerProcedure, router } from '../trpc/procedures.ts';
import { listCategories, removeCategory, saveCategory } from './categories.ts';
import { changeProducts, undoChange } from './change-products.ts';
import * as input from './inputs.ts';
import { getProduct, listProducts } from './list-products.ts';
import { saveProduct } from './save-product.ts';

const byId = z.object({ id: input.id });

const products = router({
  list: managerProcedure.input(input.productPage).query(({ ctx, input }) => listProducts(ctx, input)),
  get: managerProcedure.input(byId).query(({ ctx, input }) => getProduct(ctx, input.id)),
  save: managerProcedure.input(input.productInput).mutation(({ ctx, input }) => saveProduct(ctx, input)),
  setActive: managerProcedure
    .input(byId.extend({ active: z.boolean() }))
    .mutation(({ ctx, input: { id, active } }) =>
      changeProducts(ctx, { products: { ids: [id] }, change: { kind: 'active', active } }),
    ),
  remove: managerProcedure
    .input(byId)
    .mutation(({ ctx, input: { id } }) =>
      changeProducts(ctx, { products: { ids: [id] }, change: { kind: 'remove' } }),
    ),
  bulk: managerProcedure.input(input.bulkInput).mutation(({ ctx, input }) => changeProducts(ctx, input)),
  undoBulk: managerProcedure
    .input(z.object({ changeId: input.id }))
    .mutation(({ ctx, input }) => undoChange(ctx, input.changeId)),
});

const categories = router({
  list: managerProcedure.query(({ ctx }) => listCategories(ctx)),
  save: managerProcedure
    .input(
      z.object({
        id: input.id.optional(),
        name: input.categoryName,
        sortOrder: z.int().min(0).max(100_000).optional(),
      }),
    )
    .mutation(({ ctx, input }) => saveCategory(ctx, input)),
  remove: managerProcedure.input(byId).mutation(({ ctx, input }) => removeCategory(ctx, input.id)),
});

export const catalogueRouter = router({ products, categories });
