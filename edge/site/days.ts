/** Day of a moment as people of a time zone call it. Formatters are kept: making one costs a hundred times what using one does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** @returns YYYY-MM-DD; @param timeZone IANA */
export function dayOf(atMs: number, timeZone: string): string {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    // Swedish dates are ISO dates.
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(atMs);
}

/** The day so many days before or after another. Pure calendar arithmetic: days of a time zone may have 23 or 25 hours. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
