/**
 * UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits, so ids sort by time.
 *
 * @param nowMs Unix time in milliseconds
 * @param random 10 random bytes
 */
export function uuidV7(nowMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  let rest = nowMs;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** What a visitor, session or event id may look like: letters, digits, `-`, `_`, `.`; it becomes part of an object name. */
export const ID_PATTERN = /^[A-Za-z0-9_.-]{1,64}$/;

const RANDOM_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Whether an id is a UUID made of chance (version 4 or 7), which nobody guesses; one of an import that counts upwards is not. */
export function isRandomId(id: string): boolean {
  return RANDOM_ID.test(id);
}

/** What a site id or store code may look like: it stands in addresses and storage keys. */
export const SLUG_PATTERN = /^[a-z0-9][a-z0-9_-]{0,62}$/;
