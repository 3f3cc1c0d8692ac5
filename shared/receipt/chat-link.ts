/** The messenger that Indonesia's customers have; opens a chat with the text written but not sent. */
const CHAT_LINK = 'https://wa.me/';
/** Longer texts than this are cut by some phones. */
const MAX_TEXT = 3_500;

/** Digits with country code from what people type (`0812 3456-7890`, `+62 812…`); undefined when it can't be a number. */
export function chatNumber(typed: string): string | undefined {
  const digits = typed.replace(/[\s().-]/g, '').replace(/^\+/, '');
  const whole = digits.startsWith('0')
    ? `62${digits.slice(1)}`
    : digits.startsWith('8')
      ? `62${digits}`
      : digits;
  return /^[1-9]\d{8,14}$/.test(whole) ? whole : undefined;
}

/** `text` in fixed-width letters, so that amounts stay under each other. */
export function chatLink(number: string, text: string): string {
  const letters = [...text];
  const shown = letters.length > MAX_TEXT ? `${letters.slice(0, MAX_TEXT).join('')}\n…` : text;
  return `${CHAT_LINK}${number}?text=${encodeURIComponent(`\`\`\`${shown.replaceAll('`', "'").trimEnd()}\`\`\``)}`;
}
