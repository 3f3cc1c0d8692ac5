import type { RequestHandler } from 'express';
import { answerError } from './answer-error.ts';

/** Cookies travel with other sites' requests too: what changes state must come from our own pages. */
export const sameOriginOnly: RequestHandler = (req, res, next) => {
  if (req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS') return next();
  const site = req.get('sec-fetch-site');
  // The browser's own word, which no page can forge; a proxy may have renamed the host.
  if (site === 'same-origin') return next();
  if (site && site !== 'none') return answerError(res, 'notAllowed');
  const origin = req.get('origin');
  if (origin) {
    const host = URL.canParse(origin) ? new URL(origin).host : '';
    // The host that the visitor asked for: a proxy's word for it counts only where the settings trust one.
    if (host !== req.host) return answerError(res, 'notAllowed');
  }
  next();
};
