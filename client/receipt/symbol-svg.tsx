import { encode } from 'uqr';
import { chooseBarcode } from '../../shared/receipt/barcode-choice.ts';
import { modulesOf } from '../../shared/receipt/barcode-modules.ts';
import type { BarcodeBlock } from '../../shared/receipt/document.ts';

export function QrSymbol({ data, className }: { data: string; className?: string }) {
  const { data: rows, size } = encode(data, { ecc: 'M', border: 2 });
  const path = rows.flatMap((row, y) => row.map((black, x) => (black ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      className={className}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={data}
    >
      <path d={path} fill="#000" />
    </svg>
  );
}

export function BarSymbol({
  symbology,
  data,
  className,
}: Omit<BarcodeBlock, 'type'> & { className?: string }) {
  const chosen = chooseBarcode({ symbology, data });
  if (!chosen) return null;
  let x = 10;
  let path = '';
  chosen.bars.forEach((width, index) => {
    if (index % 2 === 0) path += `M${x} 0h${width}v40h-${width}z`;
    x += width;
  });
  return (
    <svg
      className={className}
      viewBox={`0 0 ${modulesOf(chosen.bars) + 20} 40`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      role="img"
      aria-label={data}
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
