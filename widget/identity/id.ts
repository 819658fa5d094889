/** Makes ids that sort by time. */
export type MakeId = () => string;

/**
 * UUID version 7 (RFC 9562) in few bytes: 48 bits of Unix milliseconds, 68 random ones.
 *
 * @param nowMs Unix time in ms
 * @param random 10 random bytes
 */
export function smallUuidV7(nowMs: number, random: Uint8Array): string {
  const hex = nowMs.toString(16).padStart(12, '0') + [...random].map((byte) => (byte + 256).toString(16).slice(1)).join('');
  // The third group starts with the version, the fourth with the variant: 8 is one of its four forms.
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})(.*)/, '$1-$2-7$3-8$4-$5');
}
