import type { ScreenPaper } from './receipt-paper.tsx';

const ROOT = 'print-paper';
/** CSS pixels to millimetres. */
const MM = 25.4 / 96;

/**
 * The browser's print with a page exactly as wide as the paper and as long as the receipt. Resolves when the dialog is
 * closed; nobody can tell whether anything came out.
 */
export async function printPaper(paper: HTMLElement, width: ScreenPaper): Promise<void> {
  const root = document.createElement('div');
  root.id = ROOT;
  root.append(paper.cloneNode(true));
  const style = document.createElement('style');
  // Scroll height, because the sheet on the screen may show only a part of it; one millimetre keeps a rounding off.
  const height = Math.ceil(paper.scrollHeight * MM) + 1;
  const page = width === 'a4' ? 'size: A4; margin: 12mm' : `size: ${width}mm ${height}mm; margin: 0`;
  style.textContent = `
    #${ROOT} { display: none; }
    @page { ${page}; }
    @media print {
      html, body { margin: 0; padding: 0; background: #fff; height: auto; overflow: visible; }
      body > :not(#${ROOT}) { display: none !important; }
      #${ROOT} { display: block; }
    }`;
  document.head.append(style);
  document.body.append(root);
  try {
    await Promise.all(Array.from(root.querySelectorAll('img'), (image) => image.decode().catch(() => {})));
    const closed = new Promise<void>((resolve) => {
      window.addEventListener('afterprint', () => resolve(), { once: true });
    });
    window.print();
    await closed;
  } finally {
    root.remove();
    style.remove();
  }
}
