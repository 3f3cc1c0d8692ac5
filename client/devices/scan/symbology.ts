/** What this till reads by camera. EAN-8 is for shops that sell such goods: half of all phantom reads are of it. */
export type Symbology = 'ean13' | 'ean8' | 'upcA' | 'code128' | 'qr';

export const USUAL_SYMBOLOGIES: readonly Symbology[] = ['ean13', 'upcA', 'code128', 'qr'];

/** What the camera looks for on this device. */
export function wantedSymbologies({ ean8 }: { ean8: boolean }): readonly Symbology[] {
  return ean8 ? [...USUAL_SYMBOLOGIES, 'ean8'] : USUAL_SYMBOLOGIES;
}
