import type { FieldReader } from './fields.ts';

/** SHA-256 in hex of a normalised address or number. The plain thing is refused, not hashed here: it should never have left the shop. */
export function readPersonHash(row: FieldReader, name: 'emailSha256' | 'phoneSha256'): string | undefined {
  return row
    .text(name, {
      pattern: /^[0-9a-f]{64}$/i,
      hint: 'must be the SHA-256 of it, 64 hexadecimal digits, never the address or number itself',
    })
    ?.toLowerCase();
}
