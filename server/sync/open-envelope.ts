import { z } from 'zod';
import {
  CONTRACT_VERSION,
  OLDEST_ACCEPTED_CONTRACT,
  type PushEnvelope,
  pushEnvelopeSchema,
} from '../../shared/sync/contract.ts';
import { Refusal } from '../refusal.ts';
import { firstIssue } from './read-record.ts';

/** Lets any version in, so that a newer device hears `contractTooNew` and not that a field is unknown (S11). */
export const anyVersion = <T>() => z.looseObject({ contract: z.int() }) as unknown as z.ZodType<T, T>;

/** Refuses versions that this server doesn't speak; nothing is stored then. */
export function checkContract(contract: number): void {
  if (contract > CONTRACT_VERSION) throw new Refusal('contractTooNew');
  if (contract < OLDEST_ACCEPTED_CONTRACT) throw new Refusal('contractTooOld');
}

/** The envelope of a spoken version, checked; its records are still unread. */
export function openEnvelope(input: PushEnvelope): PushEnvelope {
  return openWith(pushEnvelopeSchema, input);
}

/** Checks the version, then the rest by `schema`. Throws Refusal. */
export function openWith<T>(schema: z.ZodType<T>, input: { contract: number }): T {
  checkContract(input.contract);
  const opened = schema.safeParse(input);
  if (!opened.success) throw new Refusal('badInput', { field: firstIssue(opened.error).field });
  return opened.data;
}
