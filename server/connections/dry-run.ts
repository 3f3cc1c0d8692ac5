import type { TestResult } from '../hub/call-target.ts';
import { testConnection } from '../hub/test-connection.ts';
import type { HubActing } from './acting.ts';
import type { NewConnection } from './inputs.ts';
import { prepareConnection } from './save-connection.ts';

/**
 * Sends the probe of a preset (often one that is being written) with what is filled in to one of its test
 * environments, never to the live one. Stores and logs nothing. Refuses as `createConnection`.
 */
export async function dryRun(
  ctx: HubActing,
  input: Pick<NewConnection, 'provider' | 'preset' | 'environment' | 'values'>,
): Promise<TestResult> {
  const { preset, environment, fields } = prepareConnection(ctx, { ...input, testMode: true });
  const target = {
    // Of its own, so that no connection's tokens are used or replaced.
    connectionId: ctx.newId(),
    tenantId: ctx.tenantId,
    preset,
    environment,
    cfg: fields.cfg,
    secrets: fields.secrets,
    vars: { sandboxUrl: ctx.hub.sandboxUrl },
  };
  return testConnection(target, ctx.hub.callOptions(target));
}
