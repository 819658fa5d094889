/** Ids of records sort by time: a UUID of version 7 begins with 48 bits of Unix milliseconds (RFC 9562). */
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isRecordId(text: string): boolean {
  return UUID_V7.test(text);
}

/** Unix milliseconds at which the id was made. */
export function momentOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** What every id of a moment or later sorts at or after, and every earlier one before. */
export function firstIdAt(atMs: number): string {
  const hex = Math.max(0, Math.trunc(atMs)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
