import { plainCode } from '../devices/scan/plain-code.ts';
import type { Device } from './open-device.ts';
import { giveScan } from './scan-taker.ts';

/** The one door for codes, whatever read them (D2): a screen that asked for scans takes it, or else the cart. */
export function hearCode(scanned: string, { local, till }: Device): void {
  const code = plainCode(scanned, (spelling) => local.findCode(spelling).length > 0);
  if (!giveScan(code)) till.scan(code);
}
