import type id from '../id/online.ts';
import type { Translated } from '../translated.ts';

export default {
  start: 'Make a payment code',
  phone: 'Customer’s phone number (if asked for)',
  tooSmall: 'At least {{amount}} this way.',
  tooLarge: 'At most {{amount}} this way.',
  titles: {
    qris: 'QRIS',
    va: 'Virtual account transfer',
    ewallet: 'E-wallet',
    card: 'Card',
    link: 'Payment link',
  },
  hints: {
    qris: 'Have the customer scan this code with their bank or wallet app.',
    va: 'Have the customer transfer exactly this amount to this number.',
    ewallet: 'Have the customer scan this code, or approve the bill on their phone.',
    card: 'Have the customer open this page.',
    link: 'Have the customer scan this code to open the payment page.',
  },
  states: {
    preparing: 'Preparing the code…',
    waiting: 'Waiting for the payment',
    uncertain: 'Not certain yet',
    paid: 'The money is in',
    failed: 'Cannot be used',
    expired: 'The code has expired',
    cancelled: 'Cancelled',
    refunded: 'Refunded',
  },
  saving: 'The money is in. Saving the sale…',
  notSaved: 'The money is in, but the sale is not saved yet. Save it before serving anybody else.',
  save: 'Save the sale',
  codeLabel: 'Payment code',
  expiresIn: 'Good for {{time}} more',
  saysPaid: 'Paid? Check now',
  asking: 'Asking the provider…',
  notYet: 'The provider has not received it yet. Wait a moment, then ask again.',
  cancel: 'Cancel',
  again: 'Make a new code',
  otherWay: 'Use another way',
  uncertain:
    'The provider has not answered, so the customer may have been charged. Wait for the answer before using another way.',
  offline:
    'The network is gone. The payment may have arrived already. The code stays good; its status appears here when the network is back.',
  leaveOffline:
    'If you use another way now and the customer has paid after all, the money has to be given back. The owner will see it in the reports.',
  testMode: 'Test mode: no real money.',
  playPhone: 'Pay as the customer (test)',
  through: 'Through {{name}} · {{reference}}',
  refused: 'Cannot be used now: {{reason}}',
} satisfies Translated<typeof id>;
