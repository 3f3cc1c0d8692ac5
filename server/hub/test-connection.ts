import type { CallOptions, CallTarget, TestResult } from './call-target.ts';

/** Sends the preset's probe. Only a rule that matches may say that the key is bad; an exception never does. */
export async function testConnection(_target: CallTarget, _options: CallOptions): Promise<TestResult> {
  throw new Error('comes within the hour');
}
