import { z } from 'zod';
import { uuid } from '../../shared/sync/record-fields.ts';
import { managerProcedure, router } from '../trpc/procedures.ts';
import { documentInput, documentPage, movementPage, onHandPage } from './inputs.ts';
import {
  explainStock,
  getDocument,
  listDocuments,
  listLowStock,
  listMovements,
  listOnHand,
} from './list-stock.ts';
import { makeDocument } from './make-document.ts';

export const stockRouter = router({
  /** What lies where, with its value. */
  onHand: managerProcedure.input(onHandPage).query(({ ctx, input }) => listOnHand(ctx, input)),
  low: managerProcedure
    .input(z.strictObject({ outletId: uuid.optional() }))
    .query(({ ctx, input }) => listLowStock(ctx, input)),
  movements: managerProcedure.input(movementPage).query(({ ctx, input }) => listMovements(ctx, input)),
  /** Why a product is where it is: which tablet sold what, and when. */
  explain: managerProcedure
    .input(z.strictObject({ outletId: uuid, productId: uuid }))
    .query(({ ctx, input }) => explainStock(ctx, input)),
  /** Receive, transfer, count or waste, made at the desk. */
  document: managerProcedure.input(documentInput).mutation(({ ctx, input }) => makeDocument(ctx, input)),
  documents: managerProcedure.input(documentPage).query(({ ctx, input }) => listDocuments(ctx, input)),
  getDocument: managerProcedure
    .input(z.strictObject({ documentId: uuid }))
    .query(({ ctx, input }) => getDocument(ctx, input.documentId)),
});
