import { and, eq } from 'drizzle-orm';
import { verifyPassword } from '../accounts/password.ts';
import { account } from '../accounts/tables.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { type HubActing, noteChange } from './acting.ts';
import { findConnection } from './connection-shown.ts';

/**
 * One secret in the clear, for whoever gives their own password now. Wrong tries are counted as those at the sign-in.
 * Refuses: wrongPassword, tooManyTries, notFound, keyUndecryptable. The look is in the audit log.
 */
export async function revealSecret(
  ctx: HubActing & Pick<Services, 'auth'> & { user: { id: string; email: string }; ip: string },
  input: { connectionId: string; field: string; password: string },
): Promise<{ secret: string }> {
  const { tenantId, user, ip } = ctx;
  const [stored] = await ctx.db.system((tx) =>
    tx
      .select({ hash: account.password })
      .from(account)
      .where(and(eq(account.userId, user.id), eq(account.providerId, 'credential'))),
  );
  const right = await ctx.auth.limits.guard(
    { signInByEmailAndAddress: `${user.email} ${ip}` },
    () => verifyPassword(stored?.hash ?? '', input.password),
    (matches) => matches,
  );
  if (!right) throw new Refusal('wrongPassword', { field: 'password' });
  return ctx.db.tenant(tenantId, async (tx) => {
    const row = await findConnection(tx, tenantId, input.connectionId);
    const { secrets, broken } = await ctx.vault.openAll(tx, tenantId, row.id);
    if (broken.includes(input.field)) throw new Refusal('keyUndecryptable');
    const secret = Object.hasOwn(secrets, input.field) ? secrets[input.field] : undefined;
    if (secret === undefined) throw new Refusal('notFound', { field: 'field' });
    await noteChange(tx, ctx, {
      connectionId: row.id,
      action: 'provider.key_revealed',
      detail: { field: input.field },
    });
    return { secret };
  });
}
