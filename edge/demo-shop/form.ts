import type { ShopContext } from './session.ts';

/** Longer than any field of the shop's forms. */
const FIELD_MAX = 200;
/** More than all fields of a form together. */
const FORM_MAX_BYTES = 16 * 1024;

/** The form is not one of the shop's: too large, or not a form. */
export class BadForm extends Error {}

/**
 * The fields of a posted form, by name: trimmed, cut at a sensible length, `''` where missing.
 * @throws BadForm
 */
export async function readForm(c: ShopContext): Promise<(name: string) => string> {
  const bytes = await c.req.arrayBuffer();
  const type = c.req.header('content-type') ?? '';
  if (bytes.byteLength > FORM_MAX_BYTES || !type.startsWith('application/x-www-form-urlencoded'))
    throw new BadForm('The form could not be read.');
  const fields = new URLSearchParams(new TextDecoder().decode(bytes));
  return (name) => (fields.get(name) ?? '').trim().slice(0, FIELD_MAX);
}
