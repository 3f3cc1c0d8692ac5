import type receipt from '../id/receipt.ts';
import type { Translated } from '../translated.ts';

const texts: Translated<typeof receipt> = {
  open: 'Receipt',
  openOf: 'Receipt {{number}}',
  title: 'Receipt {{number}}',
  titleInvoice: 'Invoice {{number}}',
  paper: 'Paper',
  mm: '{{width}} mm',
  invoice: 'A4 invoice',
  print: 'Print',
  pdf: 'PDF',
  share: 'Share',
  copyNote: 'What leaves here is marked as a COPY and recorded.',
  notAllowed: 'Printing again needs a manager’s permission.',
  phone: 'Customer’s WA number',
  phoneHint: 'Example: 0812 3456 7890',
  phoneWrong: 'The number is incomplete. Check it.',
  chat: 'Send by WA',
  chatLater: 'Send later',
  chatOffline: 'Offline now: the receipt is kept and offered again when online.',
  kept: 'Kept. Offered again when online.',
  keepFailed: 'It could not be kept on this device. Note the number down.',
  failed: 'That did not work. Try another way: PDF or print.',
  laterTitle: 'Receipts not yet sent',
  laterReady_one: '{{count}} receipt waits to be sent',
  laterReady_other: '{{count}} receipts wait to be sent',
  laterSend: 'Send',
  laterForget: 'Remove',
  laterWait: 'Waiting to be online',
};
export default texts;
