/** Bytes of a made secret: as many as an HS256 key should have (RFC 7518 §3.2). */
export const SECRET_BYTES = 32;

/** A secret as people copy it: base64url without padding. @param random SECRET_BYTES random bytes */
export function secretText(random: Uint8Array): string {
  const binary = Array.from(random, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
