import type { HidInputEvent, ScannerHid } from './device-apis.ts';
import { readHidReport } from './hid-report.ts';

/** Hears a scanner in POS mode until `signal` says so. Rejects when it can't be opened. */
export async function readHid(
  device: ScannerHid,
  onCode: (code: string) => void,
  signal: AbortSignal,
): Promise<void> {
  if (!device.opened) await device.open();
  let begun = '';
  const onReport = (event: Event) => {
    const { reportId, data } = event as HidInputEvent;
    const part = readHidReport(device.collections, reportId, data);
    if (!part) return;
    begun += part.text;
    if (part.more) return;
    const code = begun.trim();
    begun = '';
    if (code !== '') onCode(code);
  };
  device.addEventListener('inputreport', onReport);
  signal.addEventListener('abort', () => {
    device.removeEventListener('inputreport', onReport);
    device.close().catch(() => {});
  });
}
