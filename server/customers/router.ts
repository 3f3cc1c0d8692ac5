import { z } from 'zod';
import { positiveRupiah } from '../../shared/sync/record-fields.ts';
import { managerProcedure, ownerProcedure, router } from '../trpc/procedures.ts';
import { eraseCustomer, exportCustomer, mergeTwo, saveCustomer, setDebtLimit } from './change-customer.ts';
import { customerId, customerInput, customerPage } from './inputs.ts';
import { getCustomer, listCustomers } from './list-customers.ts';

const one = z.strictObject({ customerId });

export const customersRouter = router({
  list: managerProcedure.input(customerPage).query(({ ctx, input }) => listCustomers(ctx, input)),
  get: managerProcedure.input(one).query(({ ctx, input }) => getCustomer(ctx, input.customerId)),
  save: managerProcedure.input(customerInput).mutation(({ ctx, input }) => saveCustomer(ctx, input)),
  merge: managerProcedure
    .input(one.extend({ into: customerId }))
    .mutation(({ ctx, input }) => mergeTwo(ctx, input)),
  setDebtLimit: managerProcedure
    .input(one.extend({ debtLimit: positiveRupiah.nullable() }))
    .mutation(({ ctx, input }) => setDebtLimit(ctx, input)),
  /** Everything kept of one person, for them. */
  export: ownerProcedure.input(one).mutation(({ ctx, input }) => exportCustomer(ctx, input.customerId)),
  erase: ownerProcedure.input(one).mutation(({ ctx, input }) => eraseCustomer(ctx, input.customerId)),
});
