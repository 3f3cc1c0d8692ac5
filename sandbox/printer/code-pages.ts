// Upper halves of the pages this printer has, by the number that ESC t takes.
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ';
const CP858 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■ ';
const latin = new TextDecoder('windows-1252');
const WINDOWS_1252 = latin.decode(Uint8Array.from({ length: 128 }, (_, index) => index + 128));

const PAGES: Record<number, string> = { 0: CP437, 16: WINDOWS_1252, 19: CP858 };

export function hasCodePage(page: number): boolean {
  return page in PAGES;
}

/** The letter of a byte from 0x20 on. */
export function letterOf(byte: number, page: number): string {
  return byte < 128 ? String.fromCharCode(byte) : ([...(PAGES[page] ?? CP437)][byte - 128] ?? '?');
}
