import { ERRORS, type ErrorCode } from '../../shared/errors.ts';
import { PlainRefusal, queryClient } from './trpc.ts';

/** Signs in with e-mail and password. Throws a refusal, or whatever the network threw. */
export async function signIn(email: string, password: string): Promise<void> {
  await post('/api/auth/sign-in/email', { email, password });
  // What an earlier person saw is none of this one's business.
  queryClient.clear();
}

export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {});
  queryClient.clear();
}

async function post(path: string, body: object): Promise<void> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.ok) return;
  const problem = (await answer.json()) as { code?: string; field?: string; values?: Record<string, number> };
  const known = problem.code !== undefined && problem.code in ERRORS;
  throw new PlainRefusal({
    code: known ? (problem.code as ErrorCode) : 'unexpected',
    field: problem.field,
    values: problem.values ?? {},
  });
}
