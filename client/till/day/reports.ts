import type { ShiftReport } from '../../../shared/receipt/shift-report.ts';
import type { ClosedShift, OpenShift, ShiftSums } from '../../local/day-types.ts';
import type { DeviceIdentity } from '../../local/types.ts';

interface ReportContext {
  identity: DeviceIdentity;
  /** of the outlet's receipts; empty: the tenant's name */
  shopName: string;
  nameOf: (staffId: string) => string;
  now: number;
}

/** What an open shift has come to. */
export function xReport(shift: OpenShift, sums: ShiftSums, context: ReportContext): ShiftReport {
  return {
    kind: 'X',
    ...place(context),
    ...opening(shift, context),
    totals: sums.totals,
    expected: sums.expected,
    unsent: sums.unsent,
  };
}

/** How a shift ended, by what was written when it did. */
export function zReport({ open, close }: ClosedShift, context: ReportContext): ShiftReport {
  return {
    kind: 'Z',
    ...place(context),
    ...opening(open, context),
    closedAt: close.at,
    closedBy: context.nameOf(close.staffId),
    totals: close.totals,
    expected: close.expected,
    counted: close.counted,
    variance: close.variance,
    denominations: close.denominations,
    unsent: close.unsent,
    ...(close.note && { note: close.note }),
  };
}

function place({ identity, shopName, now }: ReportContext) {
  return {
    shopName: shopName || identity.tenantName,
    outletName: identity.outlet.name,
    deviceName: identity.deviceName,
    printedAt: now,
  };
}

function opening({ shiftNo, openedAt, openedBy, float }: OpenShift, { nameOf }: ReportContext) {
  return { shiftNo, openedAt, openedBy: nameOf(openedBy), float };
}
