import type { PushAnswer, RecordFlag } from '../../../shared/sync/contract.ts';
import type { RecordRefusal } from '../types.ts';

/** What the server's answers mean for what is in the outbox. */
export interface Settlement {
  acked: { id: string; flags: RecordFlag[] }[];
  refused: { id: string; refusal: RecordRefusal }[];
}

/**
 * Sorts answers to the records `sentIds`. An answer that is malformed, repeated or to something that was not sent counts
 * as none: its record stays where it is and is sent again (S6).
 */
export function settleAnswers(sentIds: Iterable<string>, answers: readonly unknown[]): Settlement {
  const open = new Set(sentIds);
  const settlement: Settlement = { acked: [], refused: [] };
  for (const answer of answers) {
    if (!isAnswer(answer) || !open.delete(answer.id)) continue;
    if (answer.status === 'refused') {
      const { id, code, field, message } = answer;
      settlement.refused.push({ id, refusal: { code, message, ...(field === undefined ? {} : { field }) } });
    } else {
      settlement.acked.push({
        id: answer.id,
        flags: answer.status === 'appliedWithFlags' ? answer.flags : [],
      });
    }
  }
  return settlement;
}

/**
 * By hand, for the schema library would weigh more than this folder. Flags and codes are any words: those of a newer
 * server are an acknowledgement too.
 */
function isAnswer(value: unknown): value is PushAnswer {
  const answer = value as Partial<Record<string, unknown>> | null;
  if (typeof answer !== 'object' || answer === null || typeof answer.id !== 'string') return false;
  switch (answer.status) {
    case 'applied':
    case 'alreadyApplied':
      return true;
    case 'appliedWithFlags':
      return Array.isArray(answer.flags) && answer.flags.every((flag) => typeof flag === 'string');
    case 'refused':
      return (
        typeof answer.code === 'string' &&
        typeof answer.message === 'string' &&
        (answer.field === undefined || typeof answer.field === 'string')
      );
    default:
      return false;
  }
}
