// Bars as a printer makes them: it obeys the code sets it is given and improves nothing.

// ISO/IEC 15417: each symbol character as six widths; 103, 104, 105 start in set A, B, C.
const CODE128 =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221' +
  '223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321' +
  '112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131' +
  '311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114' +
  '122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141' +
  '214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232';
const STOP = '2331112';
const START = { A: 103, B: 104, C: 105 };
const SWITCH = { A: 101, B: 100, C: 99 };
type CodeSet = keyof typeof START;

export type Bars = { ok: true; text: string; widths: number[] } | { ok: false; problem: string };

/** `GS k 73`: bytes with {A {B {C choosing the set; in set C a byte is a pair of digits. */
export function code128Bars(bytes: ArrayLike<number>): Bars {
  const values: number[] = [];
  let set: CodeSet | undefined;
  let text = '';
  for (let at = 0; at < bytes.length; at += 1) {
    let byte = bytes[at] ?? 0;
    if (byte === 0x7b) {
      const next = String.fromCharCode(bytes[at + 1] ?? 0);
      at += 1;
      if (next in START) {
        values.push(set ? SWITCH[next as CodeSet] : START[next as CodeSet]);
        set = next as CodeSet;
        continue;
      }
      if (next !== '{') return { ok: false, problem: `Code 128 knows no {${next}` };
      byte = 0x7b;
    }
    if (!set) return { ok: false, problem: 'Code 128 begins without a code set' };
    if (set === 'C') {
      if (byte > 99) return { ok: false, problem: `Code 128 has no pair of digits ${byte}` };
      values.push(byte);
      text += String(byte).padStart(2, '0');
    } else {
      const [low, high] = set === 'B' ? [32, 127] : [0, 95];
      if (byte < low || byte > high) return { ok: false, problem: `byte ${byte} is not in set ${set}` };
      values.push(byte < 32 ? byte + 64 : byte - 32);
      text += String.fromCharCode(byte);
    }
  }
  if (values.length < 2) return { ok: false, problem: 'Code 128 of nothing' };
  const check = values.reduce((sum, value, index) => sum + value * (index || 1), 0) % 103;
  const widths = [...values, check].map((value) => CODE128.slice(value * 6, value * 6 + 6)).join('') + STOP;
  return { ok: true, text, widths: [...widths].map(Number) };
}

const DIGITS = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112'];
const FIRST = [
  'AAAAAA',
  'AABABB',
  'AABBAB',
  'AABBBA',
  'ABAABB',
  'ABBAAB',
  'ABBBAA',
  'ABABAB',
  'ABABBA',
  'ABBABA',
];

/** UPC-A, EAN-13 and EAN-8. This printer refuses what cheaper ones print wrong: another length, a wrong check digit. */
export function eanBars(code: string, length: 8 | 12 | 13): Bars {
  if (!new RegExp(`^\\d{${length}}$`).test(code))
    return { ok: false, problem: `"${code}" is not ${length} digits` };
  const digits = [...code].map(Number);
  const sum = digits.reduceRight((total, digit, index) => {
    const fromRight = digits.length - 1 - index;
    return total + digit * (fromRight % 2 === 1 ? 3 : 1);
  }, 0);
  if (sum % 10 !== 0) return { ok: false, problem: `"${code}" has a wrong check digit` };
  const full = length === 12 ? [0, ...digits] : digits;
  const left = length === 8 ? full.slice(0, 4) : full.slice(1, 7);
  const parity = length === 8 ? 'AAAA' : (FIRST[full[0] ?? 0] ?? '');
  const widths = [
    '111',
    ...left.map((digit, index) => {
      const odd = DIGITS[digit] ?? '';
      return parity[index] === 'B' ? [...odd].reverse().join('') : odd;
    }),
    '11111',
    ...full.slice(length === 8 ? 4 : 7).map((digit) => DIGITS[digit] ?? ''),
    '111',
  ].join('');
  return { ok: true, text: code, widths: [...widths].map(Number) };
}
