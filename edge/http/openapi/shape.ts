/**
 * JSON Schemas (2020-12) of what has no valibot schema: answers, which the edge builds itself, and the rows of imports,
 * whose fields arrive under many names. Bodies that are checked by a schema are taken from that schema instead.
 */
export type JsonSchema = { readonly [keyword: string]: unknown };

export const text = { type: 'string' } as const;
export const number = { type: 'number' } as const;
export const integer = { type: 'integer' } as const;
export const flag = { type: 'boolean' } as const;
export const dateTime = { type: 'string', format: 'date-time' } as const;
export const money = { type: 'string', description: 'amount and ISO 4217 code', examples: ['120.00 EUR'] } as const;

/** A reference to another shape of the document. */
export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

export const list = (items: JsonSchema, more: JsonSchema = {}): JsonSchema => ({ type: 'array', items, ...more });

/** An object; names that end in "?" may be missing. */
export function object(fields: Record<string, JsonSchema>, more: JsonSchema = {}): JsonSchema {
  const entries = Object.entries(fields);
  const required = entries.flatMap(([name]) => (name.endsWith('?') ? [] : [name]));
  const properties = Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/, ''), schema]));
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}), ...more };
}

export const page = (items: JsonSchema): JsonSchema =>
  object({ items: list(items), next: { type: ['string', 'null'], description: 'cursor of the next page' } });
