import { PageFrame } from '../page-frame.tsx';

/** `/printers`: printers and drawer of this tablet. */
export function DevicesScreen() {
  return <PageFrame title="…">{null}</PageFrame>;
}
