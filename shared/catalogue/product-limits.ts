/** What a product may hold, the same on the form, in a file and in the database. */
export const MAX_NAME = 300;
export const MAX_SKU = 64;
export const MAX_BARCODE = 64;
export const MAX_BARCODES = 20;
export const MAX_UNIT = 32;
export const MAX_CATEGORY_NAME = 80;
/** Ten billion rupiah a unit: beyond any shelf, and a mistyped barcode in the price column is caught. */
export const MAX_PRICE = 10_000_000_000;
export const MAX_PICTURE_BYTES = 1024 * 1024;

/** Joins several barcodes in one cell of a file; no symbology in retail prints it. */
export const BARCODE_SEPARATOR = '|';
/** thousandths of the unit: a million of anything */
export const MAX_OPENING_MILLI = 1_000_000_000;
