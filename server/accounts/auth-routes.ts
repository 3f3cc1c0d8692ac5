import express, { type Request as Incoming, type Response as Outgoing, Router } from 'express';
import { z } from 'zod';
import { databaseAnswers } from '../db/database-busy.ts';
import { answerError } from '../http/answer-error.ts';
import type { Services } from '../services.ts';
import type { Auth } from './auth.ts';

const signInBody = z.object({ email: z.email().max(254), password: z.string().min(1).max(128) });

/**
 * Sign-in, sign-out and the session, for anybody. Everything else of the library stays closed: people, passwords and
 * resets go through our own procedures.
 */
export function authRoutes(services: Services, auth: Auth): Router {
  const router = Router();
  router.use('/api/auth', express.json({ limit: '16kb' }));

  router.post('/api/auth/sign-in/email', async (req, res) => {
    const body = signInBody.safeParse(req.body);
    if (!body.success)
      return answerError(res, 'badInput', { field: body.error.issues[0]?.path.join('.') ?? '' });
    const { password } = body.data;
    const email = body.data.email.toLowerCase();
    const address = req.ip ?? '';
    const known = await auth.limits.hasSignedInFrom({ email, address });
    const answer = await auth.limits.guard(
      {
        signInByAddress: address,
        signInByEmailAndAddress: `${email} ${address}`,
        ...(known ? {} : { signInByEmail: email }),
      },
      () => auth.handle(libraryRequest(req, { email, password })),
      (response) => response.ok,
    );
    if (answer.ok) await auth.limits.rememberSignIn({ email, address });
    await pass(answer, req, res);
  });
  router.post('/api/auth/sign-out', async (req, res) =>
    pass(await auth.handle(libraryRequest(req, {})), req, res),
  );
  router.get('/api/auth/get-session', async (req, res) =>
    pass(await auth.handle(libraryRequest(req)), req, res),
  );
  router.use('/api/auth', (_req, res) => answerError(res, 'notFound'));

  async function pass(answer: Response, req: Incoming, res: Outgoing) {
    res.setHeader('cache-control', 'no-store');
    if (answer.status >= 500) {
      services.log.error({ path: req.path, status: answer.status }, 'the sign-in library failed');
      // The library keeps the cause to itself.
      return answerError(res, (await databaseAnswers(services.db)) ? 'unexpected' : 'busy');
    }
    if (answer.status === 401) return answerError(res, 'wrongSignIn');
    if (!answer.ok) return answerError(res, answer.status === 403 ? 'notAllowed' : 'badInput');
    for (const cookie of answer.headers.getSetCookie())
      res.append('set-cookie', req.secure ? `${cookie}; Secure` : cookie);
    res.json(withoutTokens(await answer.json()));
  }
  return router;
}

/**
 * The request as the library sees it. `http/same-origin.ts` has judged the origin for every door alike, so it is
 * handed on as our own; only what the library needs goes along.
 */
function libraryRequest(req: Incoming, body?: unknown): Request {
  const origin = 'http://gerai.internal';
  const headers = new Headers({ origin, 'x-gerai-address': req.ip ?? '' });
  for (const name of ['cookie', 'user-agent'])
    if (req.headers[name]) headers.set(name, String(req.headers[name]));
  if (body !== undefined) headers.set('content-type', 'application/json');
  return new Request(`${origin}${req.path}`, {
    method: req.method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** Scripts of the page never see the session's token: it lives in the HttpOnly cookie only. */
function withoutTokens(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, inner) => (name === 'token' ? undefined : inner)));
}
