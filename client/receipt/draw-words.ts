import { thresholded } from '../../shared/receipt/bitmap.ts';
import type { DrawWords } from '../../shared/receipt/to-escpos.ts';

/** Words in whatever letters this device has, for papers and fonts that lack them. */
export const drawWords: DrawWords = ({ words, width, height, cell, bold, invert }) => {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return { width, height, bits: new Uint8Array(((width + 7) >> 3) * height) };
  context.fillStyle = invert ? '#000' : '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = invert ? '#fff' : '#000';
  context.font = `${bold ? 'bold ' : ''}${Math.round(cell.height * 0.8)}px "Roboto Mono", "Noto Sans Mono", monospace, "Noto Color Emoji"`;
  context.textBaseline = 'middle';
  words.forEach(({ text, x }, index) => {
    const last = index > 0 && index === words.length - 1;
    const room = width - x;
    // The last column is figures, which stand at the right edge; letters wider than their cell are squeezed, not cut.
    context.textAlign = last ? 'right' : 'left';
    context.fillText(text, last ? width : x, height / 2, room);
  });
  return thresholded(context.getImageData(0, 0, width, height));
};
