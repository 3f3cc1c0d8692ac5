import { toCanvas } from 'bwip-js/browser';
import { gtinCheckDigit } from '../../shared/barcode.ts';
import { seeded } from './random.ts';

export type Kind = 'ean13' | 'code128' | 'qr';
export const KINDS: readonly Kind[] = ['ean13', 'code128', 'qr'];

/** The n-th code of its kind. */
export function codeOf(kind: Kind, n: number): string {
  const random = seeded(n * 7919 + kind.length);
  if (kind === 'ean13') {
    const digits = `899${Array.from({ length: 9 }, () => Math.floor(random() * 10)).join('')}`;
    return digits + gtinCheckDigit(digits);
  }
  if (kind === 'code128') return `SKU-${String(Math.floor(random() * 1e6)).padStart(6, '0')}`;
  return `https://toko.example/r/TRX-${Math.floor(random() * 1e8)}`;
}

/** A printed symbol, 6 dots a module; drawn by an encoder that none of the decoders comes from. */
export function printed(kind: Kind, text: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  toCanvas(canvas, {
    bcid: kind === 'qr' ? 'qrcode' : kind,
    text,
    scale: 6,
    ...(kind !== 'qr' && { height: 16 }),
    includetext: kind !== 'qr',
    textxalign: 'center',
    paddingwidth: 12,
    paddingheight: 6,
    backgroundcolor: 'ffffff',
  });
  return canvas;
}
