/** Something a page gave us, as something fields can be read from. */
export type Fields = Record<string, unknown>;

/** What was said, or nothing where it has no fields. */
export const asFields = (said: unknown): Fields => (typeof said === 'object' && said ? (said as Fields) : {});
