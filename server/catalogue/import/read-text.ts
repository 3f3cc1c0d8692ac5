/** The text of an uploaded file and how it was written, or null when it is no text (a spreadsheet, a picture). */
export function readText(bytes: Uint8Array): { text: string; encoding: string } | null {
  const found = decode(bytes);
  return found.text.includes('\u0000') ? null : found;
}

function decode(bytes: Uint8Array): { text: string; encoding: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16be' };
  try {
    // TextDecoder drops the byte order mark by itself.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    // What spreadsheets on Windows write when nobody chose UTF-8.
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}
