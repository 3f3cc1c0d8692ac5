import {
  type DeviceRecord,
  MAX_PUSH_RECORDS,
  type PushAnswer,
  type PushReply,
  type RefusalCode,
} from '../../../shared/sync/contract.ts';
import type { RescueContent } from '../../local/rescue-file.ts';

export interface RescuedRecord {
  id: string;
  receiptNumber: string;
  total: number;
  status: PushAnswer['status'] | 'unanswered';
  refusal?: RefusalCode;
}

export interface RescueOutcome {
  device: RescueContent['device'];
  exportedAtMs: number;
  records: RescuedRecord[];
}

/**
 * Sends a rescue file's records, a batch at a time, and tells what became of each. Stops at the first batch that
 * gets no answer: the rest stays `unanswered`, and the same file can be sent again (S3).
 */
export async function sendRescue(
  content: RescueContent,
  send: (batch: { contract: number; records: DeviceRecord[] }) => Promise<PushReply>,
  onProgress: (progress: { done: number; total: number }) => void,
  onFailure: (error: unknown) => void,
): Promise<RescueOutcome> {
  const { device, exportedAtMs, contract, records } = content;
  const answers = new Map<string, PushAnswer>();
  for (let done = 0; done < records.length; done += MAX_PUSH_RECORDS) {
    onProgress({ done, total: records.length });
    try {
      const reply = await send({ contract, records: records.slice(done, done + MAX_PUSH_RECORDS) });
      for (const answer of reply.answers) answers.set(answer.id, answer);
    } catch (error) {
      onFailure(error);
      break;
    }
  }
  return {
    device,
    exportedAtMs,
    records: records.map((record) => {
      const { id } = record;
      const answer = answers.get(id);
      return {
        id,
        receiptNumber: 'receiptNumber' in record ? record.receiptNumber : '',
        total: 'total' in record ? record.total : 0,
        status: answer?.status ?? 'unanswered',
        ...(answer?.status === 'refused' && { refusal: answer.code }),
      };
    }),
  };
}
