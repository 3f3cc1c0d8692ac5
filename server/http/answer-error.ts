import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { ERRORS, type ErrorCode, errorMessage } from '../../shared/errors.ts';
import { isDatabaseBusy } from '../db/database-busy.ts';
import { Refusal } from '../refusal.ts';

/** Answers with a registered error as problem details (RFC 9457) with our stable `code`. */
export function answerError(
  res: Response,
  code: ErrorCode,
  details: { field?: string; values?: Record<string, string | number> } = {},
): void {
  const status = ERRORS[code].http;
  res
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        success: false,
        status,
        code,
        title: errorMessage(code, 'en', details.values),
        ...details,
      }),
    );
}

/** Last stop of every request that threw: a stranger's fault is a 4xx, ours is masked and logged (T4). */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    if (error instanceof Refusal) return answerError(res, error.gerai.code, error.gerai);
    const status = (error as { status?: unknown }).status;
    if (status === 413) return answerError(res, 'tooLarge');
    if (typeof status === 'number' && status >= 400 && status < 500) return answerError(res, 'badInput');
    log.error({ err: error, method: req.method, path: req.path }, 'unexpected error');
    answerError(res, isDatabaseBusy(error) ? 'busy' : 'unexpected');
  };
}
