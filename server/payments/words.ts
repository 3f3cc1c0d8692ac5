/** Where news of an attempt came from. */
export const EVENT_SOURCES = ['create', 'status', 'webhook', 'cancel', 'refund', 'timer'] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];

/**
 * What became of the news. `mismatch`: it told of another amount, currency or number, so nothing was changed.
 * `strange`: nothing here has that number.
 */
export type EventVerdict = 'applied' | 'same' | 'ignored' | 'needsConfirmation' | 'mismatch' | 'strange';

/** `asked`: the call left, or is about to, and nobody knows yet how it ended. */
export type RefundStatus = 'asked' | 'succeeded' | 'failed';

/** What a line of a settlement was found to be; `manual`: somebody said so, with a reason. */
export const LINE_STATUSES = ['matched', 'missingHere', 'amountDiffers', 'duplicate', 'manual'] as const;
export type LineStatus = (typeof LINE_STATUSES)[number];
