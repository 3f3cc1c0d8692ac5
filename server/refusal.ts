import { TRPCError } from '@trpc/server';
import { ERRORS, type ErrorCode, errorMessage } from '../shared/errors.ts';

const TRPC_CODES = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'SERVICE_UNAVAILABLE',
} as const;

/** A refusal that a person can act on. Thrown inside a transaction it also undoes it. */
export class Refusal extends TRPCError {
  readonly gerai: { code: ErrorCode; field?: string; values: Record<string, string | number> };

  constructor(code: ErrorCode, details: { field?: string; values?: Record<string, string | number> } = {}) {
    const values = details.values ?? {};
    super({ code: TRPC_CODES[ERRORS[code].http], message: errorMessage(code, 'en', values) });
    this.gerai = { code, values, ...(details.field === undefined ? {} : { field: details.field }) };
  }
}
