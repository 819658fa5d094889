/**
 * `JSON.stringify`, also on pages with an old Prototype.js, which gives arrays a `toJSON` of its own: with it they become texts in texts. It is
 * out of the way for this call only.
 */
export function toText(value: unknown): string {
  const arrays = Array.prototype as { toJSON?: unknown };
  const { toJSON } = arrays;
  if (!toJSON) return JSON.stringify(value);
  try {
    delete arrays.toJSON;
    return JSON.stringify(value);
  } finally {
    arrays.toJSON = toJSON;
  }
}
