import { escapePointer } from '../journey/condition.ts';

/** Something about a set-up that its author should see: where (RFC 6901 JSON pointer into the file) and what. */
export interface Finding {
  pointer: string;
  message: string;
}

/** `/rules/0/who` from its parts. */
export function pointerTo(...parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${escapePointer(String(part))}`).join('');
}
