import type { CallOptions, CallOutcome, CallTarget } from './call-target.ts';

/**
 * Carries out one operation of a connection's preset. Never throws for what a vendor or the network does:
 * every way it can end is a `CallOutcome`.
 */
export async function callOperation(
  _target: CallTarget,
  _verb: string,
  _input: Record<string, unknown>,
  _options: CallOptions,
): Promise<CallOutcome> {
  throw new Error('comes within the hour');
}
