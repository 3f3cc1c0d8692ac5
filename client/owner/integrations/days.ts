/** The last moment of a date (YYYY-MM-DD) where this browser is; null for none. */
export function endOfDay(date: string): number | null {
  return date === '' ? null : new Date(`${date}T23:59:59.999`).getTime();
}

/** The first moment of a date; undefined for none. */
export function startOfDay(date: string): number | undefined {
  return date === '' ? undefined : new Date(`${date}T00:00:00`).getTime();
}

/** YYYY-MM-DD of a moment where this browser is; empty for none. */
export function dateOf(moment: number | null): string {
  return moment === null ? '' : new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' }).format(moment);
}
